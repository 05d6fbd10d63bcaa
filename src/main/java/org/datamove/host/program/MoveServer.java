package org.datamove.host.program;

import java.io.IOException;
import java.util.Map;
import org.datamove.engine.TextSession;
import org.datamove.engine.Version;
import org.datamove.json.Json;

/** Carries the commands of a move's conversation to the mailbox and the answers back. */
final class MoveServer implements AutoCloseable {
  /** The one request that is no JSON text. */
  private static final String VERSION = "version";

  private final Mailbox mailbox;
  private TextSession session;

  MoveServer(Mailbox mailbox) {
    this.mailbox = mailbox;
  }

  /** Serves the request until nobody waits any more. */
  void serve() throws IOException, InterruptedException {
    int command = 1;
    try {
      String request = mailbox.await("request");
      mailbox.forget("request"); // it may have credentials
      if (VERSION.equals(request)) {
        mailbox.write("command-1", version());
      } else {
        session = new TextSession(request);
      }
      String answer = null;
      while (session != null) {
        mailbox.write("command-" + command, turn(answer).text());
        answer = mailbox.await("answer-" + command);
        mailbox.delete("command-" + command);
        command++;
      }
    } catch (OutOfMemoryError e) {
      endSession(); // with what it holds
      mailbox.write("command-" + command, TextSession.failed(e));
    }
    mailbox.await("never");
  }

  private TextSession.Turn turn(String answer) throws InterruptedException {
    TextSession.Turn turn = session.next(answer);
    while (turn.isPending()) {
      mailbox.checkWanted();
      turn = session.next(null);
    }
    return turn;
  }

  private static String version() {
    return Json.write(
        Map.of(
            "do",
            "done",
            "result",
            Map.of("version", Version.TEXT, "java", Runtime.version().toString())));
  }

  private void endSession() {
    if (session != null) {
      session.close();
      session = null;
    }
  }

  /** Ends the work under way and removes the move's files. */
  @Override
  public void close() {
    endSession();
    mailbox.close();
  }
}
