package org.datamove.type.keyform;

import org.datamove.type.text.Ascii;

/**
 * Whole numbers and decimals without exponent: sign, digits without leading zeros, point, digits
 * without trailing zeros.
 *
 * @param scale how many digits after the point the type keeps; more are PostgreSQL's to round
 */
public record DecimalKey(int scale) implements KeyForm {
  @Override
  public boolean add(byte[] buf, int from, int to, KeyBytes out) {
    int p = Ascii.skipSpace(buf, from, to);
    int end = Ascii.trimEnd(buf, p, to);
    boolean negative = p < end && buf[p] == '-';
    if (negative || (p < end && buf[p] == '+')) {
      p++;
    }
    int digits = p;
    p = Ascii.digitsEnd(buf, p, end);
    int fraction = p < end && buf[p] == '.' ? p + 1 : p;
    int fractionEnd = Ascii.digitsEnd(buf, fraction, end);
    if (fractionEnd != end || p - digits + (end - fraction) == 0) {
      return false;
    }
    while (digits < p && buf[digits] == '0') {
      digits++;
    }
    while (fractionEnd > fraction && buf[fractionEnd - 1] == '0') {
      fractionEnd--;
    }
    if (fractionEnd - fraction > scale) {
      return false;
    }
    if (negative && (digits < p || fraction < fractionEnd)) {
      out.add('-');
    }
    out.add(buf, digits, p);
    if (fraction < fractionEnd) {
      out.add('.');
      out.add(buf, fraction, fractionEnd);
    }
    return scale >= 0;
  }

  /** What PostgreSQL writes is rounded. */
  @Override
  public boolean addOutput(byte[] buf, int from, int to, KeyBytes out) {
    return new DecimalKey(Integer.MAX_VALUE).add(buf, from, to, out);
  }
}
