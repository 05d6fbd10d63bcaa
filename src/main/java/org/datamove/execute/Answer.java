package org.datamove.execute;

import java.util.List;

/**
 * What came of a command.
 *
 * @param values for each statement of a {@link Command.Run} the number of its rows, or the JSON
 *     value of a query; empty for other commands
 * @param refusal the error that ended it and undid the innermost block; null where there was none
 * @param isLast whether the error has ended the conversation, too: nothing more will be carried out
 */
public record Answer(List<Object> values, Refusal refusal, boolean isLast) {
  /** Nothing to tell. */
  public static final Answer DONE = new Answer(List.of(), null);

  /** The answer after which the conversation goes on. */
  public Answer(List<Object> values, Refusal refusal) {
    this(values, refusal, false);
  }

  /** The answer of a command that failed. */
  public static Answer refused(Refusal refusal) {
    return new Answer(List.of(), refusal);
  }

  /** The answer of a command whose error is the end. */
  public static Answer ended(Refusal refusal) {
    return new Answer(List.of(), refusal, true);
  }
}
