package org.datamove.type.infer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.datamove.type.text.DecimalText;
import org.datamove.type.text.DoubleText;

/**
 * Reads a number, digit by digit, without making an object. Decimals follow PostgreSQL's numeric:
 * at most 131072 digits before and 16383 after the point (manual, "Numeric Types").
 */
public final class NumberText {

  private static final int LONG_DIGITS = 18;
  private static final int SAFE_DIGITS = 15;
  private static final int SAFE_FRACTION = 300;
  private static final byte[] LONG_MAX = ascii(Long.MAX_VALUE);
  private static final byte[] LONG_MIN = ascii(Long.MIN_VALUE);

  private final DecimalText decimal = new DecimalText();
  private boolean negative;
  private int integerDigits;
  private int fractionDigits;
  private boolean endsInZero;

  /** Number made of all digits; of the first 18 that count, once they are {@link #measure}d. */
  private long leading;

  /** Number of digits; from the first that is not zero on, once they are measured. */
  private int digits;

  /** The same up to the last that is not zero. */
  private int significant;

  /**
   * What the value is as a number.
   *
   * @return a number's shape; {@link Shape#FREE_TEXT} if it is none
   */
  Shape read(byte[] buf, int from, int to) {
    boolean any = decimal.read(buf, from, to);
    negative = buf[from] == '-';
    boolean plus = buf[from] == '+';
    int start = decimal.first();
    int p = decimal.end();
    leading = decimal.value();
    integerDigits = decimal.wholeDigits();
    fractionDigits = decimal.fractionDigits();
    boolean point = decimal.hasPoint();
    digits = decimal.digits();
    significant = digits;
    if (!any) {
      return Shape.FREE_TEXT;
    }
    endsInZero = buf[p - 1] == '0';
    boolean exponent = p < to && decimal.readExponent(buf, to) == to;
    if (p < to && !exponent) {
      return Shape.FREE_TEXT;
    }
    if (plus) {
      return Shape.PLUS_SIGN;
    }
    if (integerDigits > 1 && buf[start] == '0') {
      return Shape.LEADING_ZEROS;
    }
    if (exponent || digits > SAFE_DIGITS) {
      measure(buf, start, p);
    }
    if (negative && leading == 0) {
      return Shape.NEGATIVE_ZERO;
    }
    if (point && fractionDigits == 0) {
      return Shape.TRAILING_POINT;
    }
    if (exponent) {
      return withExponent(decimal.exponent());
    }
    if (integerDigits > DecimalText.MAX_WHOLE_DIGITS
        || fractionDigits > DecimalText.MAX_FRACTION_DIGITS) {
      return Shape.TOO_MANY_DIGITS;
    }
    return point ? Shape.DECIMAL : integer(buf, start - (negative ? 1 : 0), to);
  }

  /**
   * What double precision would do to the decimal read last.
   *
   * @return null if it keeps the number as it is written
   */
  Shape lossAsDouble() {
    if (fractionDigits > 0 && endsInZero) {
      return Shape.DOUBLE_DROPS_ZEROS;
    }
    if (significant > DoubleText.MAX_DIGITS) {
      return Shape.DOUBLE_ROUNDS;
    }
    // Up to 15 digits come back, but for whole numbers beyond 2^53 half way between two doubles.
    boolean safe =
        significant <= SAFE_DIGITS
            && integerDigits <= SAFE_DIGITS
            && fractionDigits <= SAFE_FRACTION;
    return safe || leading == 0 || keptAsDouble(0) ? null : Shape.DOUBLE_ROUNDS;
  }

  /** Reads the digits again, with an eye to which of them count. */
  private void measure(byte[] buf, int from, int to) {
    digits = 0;
    significant = 0;
    leading = 0;
    for (int p = from; p < to; p++) {
      int digit = buf[p] - '0';
      if (digit < 0 || (digit == 0 && digits == 0)) {
        continue;
      }
      digits++;
      significant = digit == 0 ? significant : digits;
      if (digits <= LONG_DIGITS) {
        leading = leading * 10 + digit;
      }
    }
  }

  private Shape integer(byte[] buf, int from, int to) {
    if (digits <= LONG_DIGITS) {
      long value = negative ? -leading : leading;
      return value == (int) value ? Shape.INT4 : Shape.INT8;
    }
    byte[] limit = negative ? LONG_MIN : LONG_MAX;
    boolean fits = to - from == limit.length && compare(buf, from, limit) <= 0;
    return fits ? Shape.INT8 : Shape.BIG_INTEGER;
  }

  private Shape withExponent(int exponent) {
    if (leading == 0) {
      return Shape.EXPONENT;
    }
    // Position of the first significant digit: 0 for units, -1 for tenths.
    int magnitude = digits - 1 - fractionDigits + exponent;
    boolean inRange = magnitude <= 308 && magnitude >= -324;
    if (inRange && significant <= DoubleText.MAX_DIGITS && keptAsDouble(exponent)) {
      return Shape.EXPONENT;
    }
    return magnitude >= 308 || magnitude <= -324 ? Shape.DOUBLE_RANGE : Shape.NOT_A_DOUBLE;
  }

  private boolean keptAsDouble(int exponent) {
    long value = leading;
    for (int i = Math.min(digits, LONG_DIGITS); i > significant; i--) {
      value /= 10;
    }
    return DoubleText.keeps(value, digits - significant - fractionDigits + exponent);
  }

  private static int compare(byte[] buf, int from, byte[] other) {
    return Arrays.compare(buf, from, from + other.length, other, 0, other.length);
  }

  private static byte[] ascii(long value) {
    return Long.toString(value).getBytes(StandardCharsets.US_ASCII);
  }
}
