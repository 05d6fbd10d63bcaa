package org.datamove.execute;

import java.util.List;
import org.datamove.error.ErrorFields;
import org.datamove.error.Failure;
import org.datamove.error.ShownText;

/**
 * An error of the database's, with the fields that it gave.
 *
 * @param sqlState five characters
 * @param message its first line
 * @param detail or null
 * @param hint or null
 * @param context where it happened, a line for each level from the innermost; null where nothing is
 *     known
 * @param hostContext the host's own part at the end of that, from a place in the same function;
 *     empty where the statement came from a client, null where nothing is known
 * @param fields what it is about
 */
public record Refusal(
    String sqlState,
    String message,
    String detail,
    String hint,
    String context,
    String hostContext,
    ErrorFields fields) {

  /** A refusal of which only code and message are known. */
  public static Refusal of(String sqlState, String message) {
    return new Refusal(sqlState, message, null, null, null, null, ErrorFields.NONE);
  }

  /** Whether the state is one of those, or of one of those classes. */
  boolean is(String... statesOrClasses) {
    return List.of(statesOrClasses).stream().anyMatch(sqlState::startsWith);
  }

  /** Whether a text may have line ends of its own: the errors of rows quote values, which have. */
  private boolean hasLines() {
    return !is("22", "23");
  }

  /**
   * The error as a client may be shown it.
   *
   * @param line the line of the file where the row stands, in words, or null
   * @param statements what the host was running, to tell their context from others'
   */
  public Failure failure(String line, List<Statement> statements) {
    StringBuilder text = new StringBuilder();
    add(text, shown(detail));
    add(text, line);
    String elsewhere = new ErrorContext(context, hostContext, statements).ofOthers();
    add(text, elsewhere == null ? null : "Context: " + ShownText.ofLines(elsewhere));
    return new Failure(
        sqlState, shown(message), text.isEmpty() ? null : text.toString(), shown(hint), fields);
  }

  private static void add(StringBuilder text, String line) {
    if (line != null) {
      text.append(text.isEmpty() ? "" : "\n").append(line);
    }
  }

  private String shown(String text) {
    return hasLines() ? ShownText.ofLines(text) : ShownText.of(text);
  }
}
