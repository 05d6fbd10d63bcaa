package org.datamove.binary;

/**
 * Writes the values of one column as the type's receive function reads them (manual, COPY, "Binary
 * Format"). Each column has its own: it may reuse what it reads with, and is not thread-safe.
 */
@FunctionalInterface
public interface ValueEncoder {
  /**
   * Appends a value, without the length that COPY wants before it.
   *
   * @param buf holds the value's text in valid UTF-8; it is only read, and not kept
   * @param from position of the first byte
   * @param to position after the last byte; equal to {@code from} for the empty string
   * @param out takes the bytes; what is in it after {@link Encoding#NONE} is of no use
   */
  Encoding encode(byte[] buf, int from, int to, ByteBuilder out);
}
