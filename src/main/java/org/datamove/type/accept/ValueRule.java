package org.datamove.type.accept;

/**
 * What is known without PostgreSQL about the values of one column type. A rule never refuses: a
 * value of which it is not sure goes to PostgreSQL's own input function, whose word is final. Each
 * column has its own: it may reuse what it reads with, and is not thread-safe.
 */
@FunctionalInterface
public interface ValueRule {
  /** The rule of a type that only PostgreSQL can judge. */
  ValueRule NEVER = (buf, from, to) -> false;

  /**
   * Whether the type's input function takes the value, on every supported server version and under
   * every setting of the session (DateStyle, IntervalStyle, TimeZone and the like).
   *
   * <p>Taking is not keeping: {@code 1.555} is taken by numeric(5,2) and rounded.
   *
   * @param buf holds the value's text in valid UTF-8; it is only read, and not kept
   * @param from position of the first byte
   * @param to position after the last byte; equal to {@code from} for the empty string
   * @return true if surely so; false if PostgreSQL has to be asked
   */
  boolean surelyAccepts(byte[] buf, int from, int to);

  /**
   * What is wrong with a value that the type's input function has refused.
   *
   * @return null where nothing is known beyond what the function says
   */
  default Refusal explain(String value) {
    return null;
  }

  /** Whether an accepted value is a vector whose elements are all zero. */
  default boolean isZeroVector(byte[] buf, int from, int to) {
    return false;
  }
}
