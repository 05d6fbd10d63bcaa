package org.datamove.validate.finding;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.datamove.error.ErrorFields;

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
   * @param about what the error is about, as PostgreSQL says
   */
  record Verdict(
      String sqlState, String message, String detail, String written, ErrorFields about) {
    /** The verdict on a value that PostgreSQL takes. */
    public static final Verdict ACCEPTED = new Verdict(null, null, null, null, ErrorFields.NONE);

    /** A refusal. */
    public Verdict(String sqlState, String message, String detail, ErrorFields about) {
      this(sqlState, message, detail, null, about);
    }

    /** A refusal that is about nothing in particular. */
    public Verdict(String sqlState, String message, String detail) {
      this(sqlState, message, detail, ErrorFields.NONE);
    }

    /** The verdict on a value that PostgreSQL takes and writes in another way. */
    public static Verdict written(String text) {
      return new Verdict(null, null, null, text, ErrorFields.NONE);
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
