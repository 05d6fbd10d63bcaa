package org.datamove.binary;

import org.datamove.type.text.Ascii;

/**
 * Whole numbers in two's complement, the most significant byte first.
 *
 * @param bytes 2, 4 or 8
 */
public record IntegerEncoder(int bytes) implements ValueEncoder {
  private static final int SAFE_DIGITS = 18;

  @Override
  public Encoding encode(byte[] buf, int from, int to, ByteBuilder out) {
    int p = Ascii.skipSpace(buf, from, to);
    int end = Ascii.trimEnd(buf, p, to);
    boolean negative = p < end && buf[p] == '-';
    if (negative || (p < end && buf[p] == '+')) {
      p++;
    }
    if (p == end) {
      return Encoding.NONE;
    }
    while (p < end - 1 && buf[p] == '0') {
      p++;
    }
    boolean long19 = end - p == SAFE_DIGITS + 1;
    if (end - p > SAFE_DIGITS + 1) {
      return Encoding.NONE;
    }
    // Counted below zero, where long reaches one further.
    long value = 0;
    for (; p < end; p++) {
      int digit = buf[p] - '0';
      if (digit < 0 || digit > 9 || (long19 && value < Long.MIN_VALUE / 10)) {
        return Encoding.NONE;
      }
      value = value * 10 - digit;
      if (value > 0) {
        return Encoding.NONE;
      }
    }
    if (!negative && value == Long.MIN_VALUE) {
      return Encoding.NONE;
    }
    return write(negative ? value : -value, out);
  }

  private Encoding write(long value, ByteBuilder out) {
    if (bytes == 8) {
      out.addLong(value);
    } else if (bytes == 4) {
      if (value != (int) value) {
        return Encoding.NONE;
      }
      out.addInt((int) value);
    } else {
      if (value != (short) value) {
        return Encoding.NONE;
      }
      out.addShort((int) value);
    }
    return Encoding.SURE;
  }
}
