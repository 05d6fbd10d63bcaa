package org.datamove.validate.finding;

import java.util.List;
import java.util.Map;
import java.util.Set;

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
   * @param written the value as PostgreSQL writes it; null where it is refused, written as it was
   *     given, or where that was not asked for
   */
  record Verdict(String sqlState, String message, String detail, String written) {
    /** The verdict on a value that PostgreSQL takes. */
    public static final Verdict ACCEPTED = new Verdict(null, null, null, null);

    /** A refusal. */
    public Verdict(String sqlState, String message, String detail) {
      this(sqlState, message, detail, null);
    }

    /** The verdict on a value that PostgreSQL takes and writes in another way. */
    public static Verdict written(String text) {
      return new Verdict(null, null, null, text);
    }

    /** Whether PostgreSQL takes the value. */
    public boolean accepted() {
      return sqlState == null;
    }
  }

  /**
   * Judges values.
   *
   * @param values for each column of the target, by name, distinct values
   * @param written the columns of which accepted values are to be written as well
   * @return for each column a verdict for each value, in the same order
   */
  Map<String, List<Verdict>> judge(Map<String, List<String>> values, Set<String> written)
      throws InterruptedException;
}
