package org.datamove.type.keyform;

import org.datamove.type.text.HexText;
import org.datamove.type.text.PlainInterval;

/**
 * Intervals as PostgreSQL compares them, a month having thirty days and a day 24 hours (source:
 * interval_cmp_value): one day is 24 hours, and a month 720. Written as {@code interval_send} gives
 * what {@code justify_interval} makes of them.
 *
 * @param digits how many digits of a second the type keeps; less than 0 where no value is known
 *     from its text
 */
public record IntervalKey(int digits) implements KeyForm {
  private static final int HEX_DIGITS = 32;
  private static final int DAYS_OF_MONTH = 30;

  @Override
  public boolean add(byte[] buf, int from, int to, KeyBytes out) {
    long micros =
        PlainInterval.sum(buf, from, to, DAYS_OF_MONTH * PlainInterval.DAY, PlainInterval.DAY, 1);
    if (micros == PlainInterval.OTHER || PlainInterval.fractionDigits(buf, from, to) > digits) {
      return false;
    }
    long days = micros / PlainInterval.DAY;
    out.addLong(micros % PlainInterval.DAY);
    out.addLong((days % DAYS_OF_MONTH << Integer.SIZE) + days / DAYS_OF_MONTH);
    return true;
  }

  /** PostgreSQL is asked for the bytes, in hexadecimal digits. */
  @Override
  public boolean addOutput(byte[] buf, int from, int to, KeyBytes out) {
    if (to - from != HEX_DIGITS || !HexText.isHex(buf, from, to)) {
      return false;
    }
    for (int p = from; p < to; p += 2) {
      out.add(Character.digit(buf[p], 16) << 4 | Character.digit(buf[p + 1], 16));
    }
    return true;
  }
}
