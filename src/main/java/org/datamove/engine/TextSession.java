package org.datamove.engine;

import java.util.Map;
import org.datamove.execute.Answer;
import org.datamove.execute.Command;
import org.datamove.json.Json;
import org.datamove.source.Machine;

/** A conversation in JSON texts, for hosts in the server. */
public final class TextSession implements AutoCloseable {
  /**
   * What a host is told.
   *
   * @param text a command as JSON text, see {@link CommandText}; besides, with the member {@code
   *     do}: {@code pending} (nothing to do yet), {@code done} with {@code result}, {@code failed}
   *     with {@code failure}
   * @param isPending whether there is nothing to do yet; every other command is answered
   * @param isLast whether the conversation is over; asked again, it is told again
   */
  public record Turn(String text, boolean isPending, boolean isLast) {}

  private static final Turn PENDING = new Turn("{\"do\":\"pending\"}", true, false);

  private final Session session;
  private CommandText texts = new CommandText(Map.of());
  private boolean told;
  private Command asked;

  /**
   * Starts the work that a request asks for.
   *
   * @param request what {@code datamove.engine_open} was given, as JSON text
   */
  public TextSession(String request) {
    session = new Session(request);
  }

  /**
   * Tells the answer to the last command and asks for the next, waiting at most 100 ms.
   *
   * @param answer JSON text, null after a pending: an object with {@code values} (for each
   *     statement the number of its rows, or a query's value), or with {@code refused} (an error's
   *     fields), or with {@code ended} (the same of an error after which nothing more is carried
   *     out; pending is the answer where it is not that of a command)
   */
  public Turn next(String answer) throws InterruptedException {
    try {
      return text(session.next(answered(answer)));
    } catch (OutOfMemoryError | StackOverflowError | IllegalArgumentException e) {
      return new Turn(Json.write(session.fail(e).end()), false, true);
    }
  }

  private Answer answered(String answer) {
    Command answered = asked;
    asked = null;
    return answer == null ? null : CommandText.answer(answered, Json.object(answer));
  }

  private Turn text(Session.Turn turn) {
    if (turn.isPending()) {
      return PENDING;
    }
    if (!told && !session.call().isEmpty()) {
      texts = new CommandText(session.call());
      told = true;
    }
    asked = turn.command();
    return asked == null
        ? new Turn(texts.write(turn.end()), false, true)
        : new Turn(texts.of(asked), false, false);
  }

  /** The command that tells what ended work before it could tell by itself. */
  public static String failed(Throwable problem) {
    return Json.write(Failures.event(problem, Machine.SERVER));
  }

  /** Ends the work and removes its files. */
  @Override
  public void close() {
    session.close();
  }
}
