package org.datamove.host.program;

import java.io.IOException;
import java.util.Map;
import org.datamove.engine.Session;
import org.datamove.engine.Version;
import org.datamove.json.Json;

/** Carries the events of a move's sessions to the mailbox and the answers back. */
final class MoveServer implements AutoCloseable {
  private static final String PENDING = "{\"state\":\"pending\"";
  private static final String PROGRESS = "progress";

  /** The one request that is no JSON text. */
  private static final String VERSION = "version";

  private final Mailbox mailbox;
  private Session session;
  private int event;

  MoveServer(Mailbox mailbox) {
    this.mailbox = mailbox;
  }

  /** Serves one request after the other until nobody waits any more. */
  void serve() throws IOException, InterruptedException {
    for (int number = 1; ; number++) {
      String request;
      try {
        request = mailbox.await("request-" + number);
      } catch (OutOfMemoryError e) {
        mailbox.write("event-" + number + "-1", Session.failed(e));
        request = null;
      }
      mailbox.forget("request-" + number); // it may have credentials
      if (VERSION.equals(request)) {
        mailbox.write("event-" + number + "-1", version());
      } else if (request != null) {
        begin(request);
        serve(number);
      }
    }
  }

  private static String version() {
    return Json.write(
        Map.of(
            "state",
            "done",
            "result",
            Map.of("version", Version.TEXT + " Java " + Runtime.version())));
  }

  private void begin(String request) {
    session = new Session(request);
  }

  private void serve(int number) throws IOException, InterruptedException {
    try {
      converse(number);
    } catch (OutOfMemoryError e) {
      session.close(); // with what it holds
      session = null;
      mailbox.write("event-" + number + "-" + event, Session.failed(e));
    }
  }

  private void converse(int number) throws IOException, InterruptedException {
    mailbox.delete(PROGRESS);
    String answer = null;
    event = 1;
    while (true) {
      String text = nextEvent(answer);
      mailbox.write("event-" + number + "-" + event, text);
      if (text.startsWith("{\"state\":\"done\"") || text.startsWith("{\"state\":\"failed\"")) {
        return;
      }
      event++; // the session waits for the next one once it has answered
      answer = awaitAnswer("answer-" + number + "-" + (event - 1));
      mailbox.delete("event-" + number + "-" + (event - 1));
    }
  }

  private String nextEvent(String answer) throws IOException, InterruptedException {
    String text = session.next(answer);
    while (text.startsWith(PENDING)) {
      mailbox.checkWanted();
      mailbox.write(PROGRESS, text);
      text = session.next(null);
    }
    return text;
  }

  /** The answer to an event; on the way, where a row of the chunk under way stands in the file. */
  private String awaitAnswer(String name) throws IOException, InterruptedException {
    return mailbox.await(
        name,
        row -> {
          String place = session.locate(Integer.parseInt(row));
          return place == null ? "null" : place;
        });
  }

  /** Ends the work under way and removes the move's files. */
  @Override
  public void close() {
    if (session != null) {
      session.close();
      session = null;
    }
    mailbox.close();
  }
}
