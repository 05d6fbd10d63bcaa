package org.datamove.execute;

import java.util.List;

/**
 * What came of a command.
 *
 * @param values for each statement of a {@link Command.Run} the number of its rows, or the JSON
 *     value of a query; empty for other commands
 * @param refusal the error that ended it and undid the innermost block; null where there was none
 */
public record Answer(List<Object> values, Refusal refusal) {
  /** Nothing to tell. */
  public static final Answer DONE = new Answer(List.of(), null);

  /** The answer of a command that failed. */
  public static Answer refused(Refusal refusal) {
    return new Answer(List.of(), refusal);
  }
}
