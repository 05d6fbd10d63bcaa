package org.datamove.binary;

import org.datamove.type.text.PlainInterval;

/**
 * Microseconds, days and months, which do not become one another (source: interval_recv, which
 * rounds to the column's digits just as the input function does).
 *
 * @param digits how many digits of a second the column keeps
 */
public record IntervalEncoder(int digits) implements ValueEncoder {
  @Override
  public Encoding encode(byte[] buf, int from, int to, ByteBuilder out) {
    long micros = PlainInterval.sum(buf, from, to, 0, 0, 1);
    if (micros == PlainInterval.OTHER) {
      return Encoding.NONE;
    }
    long calendar = PlainInterval.sum(buf, from, to, 1L << Integer.SIZE, 1, 0);
    out.addLong(micros);
    out.addInt((int) calendar);
    out.addInt((int) (calendar >>> Integer.SIZE));
    return PlainInterval.fractionDigits(buf, from, to) <= digits
        ? Encoding.SURE
        : Encoding.TO_CHECK;
  }
}
