package org.datamove.type.accept;

import org.datamove.type.text.Ascii;

/**
 * Decimal digits with or without a sign, within the type's range; leading zeros and white space
 * around are fine for every version. Other notations (hexadecimal and so on, from 16) are unsure.
 *
 * @param min least value of the type
 * @param max greatest value of the type
 */
public record IntegerRule(long min, long max) implements ValueRule {
  private static final int LONG_DIGITS = 18;

  /** The rule of the type whose values take so many bytes. */
  public static IntegerRule ofBytes(int bytes) {
    long max = -1L >>> (Long.SIZE - Byte.SIZE * bytes + 1);
    return new IntegerRule(-max - 1, max);
  }

  @Override
  public boolean surelyAccepts(byte[] buf, int from, int to) {
    int p = Ascii.skipSpace(buf, from, to);
    int end = Ascii.trimEnd(buf, p, to);
    boolean negative = p < end && buf[p] == '-';
    if (negative || (p < end && buf[p] == '+')) {
      p++;
    }
    if (p == end) {
      return false;
    }
    while (p < end - 1 && buf[p] == '0') {
      p++;
    }
    if (end - p > LONG_DIGITS + 1) {
      return false;
    }
    // Counted below zero, where long reaches one further.
    long value = 0;
    for (; p < end; p++) {
      int digit = buf[p] - '0';
      if (digit < 0 || digit > 9 || value < Long.MIN_VALUE / 10) {
        return false;
      }
      value = value * 10 - digit;
      if (value > 0) {
        return false;
      }
    }
    return negative ? value >= min : value >= -max;
  }
}
