package org.datamove.binary;

import java.util.OptionalInt;
import org.datamove.type.text.Ascii;
import org.datamove.type.text.DecimalText;

/**
 * Decimals as groups of four digits (source: numeric_recv): number of groups, weight of the first,
 * sign, scale, groups. Groups that are zero at either end are dropped by the receiver, who also
 * applies precision and scale of the column, exactly as numeric's input function does.
 */
public final class NumericEncoder implements ValueEncoder {
  private static final int NEGATIVE = 0x4000;
  private static final int NAN = 0xC000;
  private static final int GROUP = 4;
  private static final int MAX_DIGITS = 4000;
  private static final int MAX_EXPONENT_DIGITS = 3;

  /** Most digits before and after the point that the column keeps as they are. */
  private final int integerLimit;

  private final int fractionLimit;
  private final DecimalText number = new DecimalText();

  private NumericEncoder(int integerLimit, int fractionLimit) {
    this.integerLimit = integerLimit;
    this.fractionLimit = fractionLimit;
  }

  /** Both empty for numeric without precision. */
  public static NumericEncoder of(OptionalInt precision, OptionalInt scale) {
    return precision.isEmpty() || scale.isEmpty()
        ? new NumericEncoder(MAX_DIGITS, MAX_DIGITS)
        : new NumericEncoder(precision.getAsInt() - scale.getAsInt(), scale.getAsInt());
  }

  @Override
  public Encoding encode(byte[] buf, int from, int to, ByteBuilder out) {
    int start = Ascii.skipSpace(buf, from, to);
    int end = Ascii.trimEnd(buf, start, to);
    boolean any = number.find(buf, start, end);
    boolean negative = start < end && buf[start] == '-';
    int first = number.first();
    int point = number.point();
    while (first < point - 1 && buf[first] == '0') {
      first++;
    }
    int integerDigits = point - first;
    int fractionDigits = number.fractionDigits();
    int digits = integerDigits + fractionDigits;
    if (!any || digits > MAX_DIGITS) {
      return !any && Ascii.isIgnoringCase(buf, from, to, "nan") ? nan(out) : Encoding.NONE;
    }
    if (number.end() == end) {
      write(buf, first, point, integerDigits, digits, fractionDigits, negative, out);
      boolean zero = integerDigits == 1 && buf[first] == '0';
      return fractionDigits <= fractionLimit
              && integerDigits <= (zero ? integerLimit + 1 : integerLimit)
              && integerLimit >= 0
          ? Encoding.SURE
          : Encoding.TO_CHECK;
    }
    if (number.readExponent(buf, end) != end || number.exponentDigits() > MAX_EXPONENT_DIGITS) {
      return Encoding.NONE;
    }
    int exponent = number.exponent();
    write(
        buf,
        first,
        point,
        integerDigits + exponent,
        digits,
        Math.max(0, fractionDigits - exponent),
        negative,
        out);
    return Encoding.TO_CHECK;
  }

  private static Encoding nan(ByteBuilder out) {
    out.addInt(0);
    out.addShort(NAN);
    out.addShort(0);
    return Encoding.TO_CHECK;
  }

  /**
   * Writes digits, which start at {@code start} and may have a point among them.
   *
   * @param before how many digits are before the decimal point; negative for zeros behind it
   */
  private static void write(
      byte[] buf,
      int start,
      int point,
      int before,
      int digits,
      int scale,
      boolean negative,
      ByteBuilder out) {
    int weight = Math.floorDiv(before + GROUP - 1, GROUP) - 1;
    int padding = (weight + 1) * GROUP - before;
    int groups = (padding + digits + GROUP - 1) / GROUP;
    byte[] bytes = out.room(8 + 2 * groups);
    out.addShort(groups);
    out.addShort(weight);
    out.addShort(negative ? NEGATIVE : 0);
    out.addShort(scale);
    int at = out.length();
    int group = 0;
    int left = GROUP - padding;
    int p = start;
    for (int i = 0; i < digits; i++, p++) {
      if (p == point) {
        p++;
      }
      group = group * 10 + buf[p] - '0';
      if (--left == 0) {
        bytes[at++] = (byte) (group >> 8);
        bytes[at++] = (byte) group;
        group = 0;
        left = GROUP;
      }
    }
    if (left < GROUP) {
      for (; left > 0; left--) {
        group *= 10;
      }
      bytes[at++] = (byte) (group >> 8);
      bytes[at++] = (byte) group;
    }
    out.advanceTo(at);
  }
}
