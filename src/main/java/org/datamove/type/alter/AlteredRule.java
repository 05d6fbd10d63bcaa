package org.datamove.type.alter;

/**
 * What a column's type does to a value that it accepts, where it does not keep it: rounds it, cuts
 * it, drops a part of it. Another spelling of the same value (leading zeros, an exponent, upper
 * case) is no alteration. Each column has its own: it may reuse what it reads with, so that no
 * object is made for a value that is plainly kept, and is not thread-safe.
 */
@FunctionalInterface
public interface AlteredRule {
  /**
   * What happens to a value.
   *
   * @param buf holds the text, in valid UTF-8, of a value that the type's input function accepts
   * @param from position of the first byte
   * @param to position after the last byte
   * @return null where the value is kept; else what becomes of it, as a message in PostgreSQL's
   *     style ({@code value is rounded to 1.56})
   */
  String alteration(byte[] buf, int from, int to);
}
