package org.datamove.validate;

import java.util.List;
import java.util.Map;

/**
 * Asks PostgreSQL's own input functions.
 *
 * <p>Must not be asked for values that the engine is sure of, nor keep them.
 */
public interface Judge {
  /**
   * What PostgreSQL says of a value.
   *
   * @param sqlState null where it is accepted, else the error's SQLSTATE
   * @param message null where it is accepted, else the error's message
   * @param detail the error's DETAIL, or null where it has none
   */
  record Verdict(String sqlState, String message, String detail) {
    /** The verdict on a value that PostgreSQL takes. */
    public static final Verdict ACCEPTED = new Verdict(null, null, null);

    boolean accepted() {
      return sqlState == null;
    }
  }

  /**
   * Judges values.
   *
   * @param values for each column of the target, by name, distinct values
   * @return for each column a verdict for each value, in the same order
   */
  Map<String, List<Verdict>> judge(Map<String, List<String>> values) throws InterruptedException;
}
