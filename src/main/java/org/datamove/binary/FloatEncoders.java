package org.datamove.binary;

import java.nio.charset.StandardCharsets;
import org.datamove.type.text.Ascii;
import org.datamove.type.text.DecimalText;
import org.datamove.type.text.DoubleText;
import org.datamove.type.text.FloatText;

/**
 * IEEE 754 numbers, the most significant byte first, rounded correctly as strtod and strtof do.
 * Numbers near either end of the range, where PostgreSQL may refuse, are not encoded.
 */
public final class FloatEncoders implements ValueEncoder {
  private static final int MAX_DIGITS = 19;
  private static final int MAX_EXPONENT_DIGITS = 3;

  /** All integers up to here are doubles, and all powers of ten up to the one below. */
  private static final long EXACT = 1L << 53;

  private static final int EXACT_POWER = 22;
  private static final double[] POWERS = new double[EXACT_POWER + 1];

  /** Half of the last place of a float, in the bits of a double that do not fit in. */
  private static final long FLOAT_REST = (1L << 29) - 1;

  private static final long FLOAT_HALF = 1L << 28;

  private static final int SAFE_FLOAT8_DIGITS = 15;
  private static final int SAFE_FLOAT8_FRACTION = 300;
  private static final int SAFE_FLOAT4_DIGITS = 6;
  private static final int SAFE_FLOAT4_FRACTION = 30;

  private final boolean single;
  private final DecimalText number = new DecimalText();

  private FloatEncoders(boolean single) {
    this.single = single;
  }

  /** An encoder of double precision. */
  public static ValueEncoder float8() {
    return new FloatEncoders(false);
  }

  /** An encoder of real. */
  public static ValueEncoder float4() {
    return new FloatEncoders(true);
  }

  static {
    for (int i = 0; i < POWERS.length; i++) {
      POWERS[i] = Double.parseDouble("1e" + i);
    }
  }

  @Override
  public Encoding encode(byte[] buf, int from, int to, ByteBuilder out) {
    int start = Ascii.skipSpace(buf, from, to);
    int end = Ascii.trimEnd(buf, start, to);
    if (!number.read(buf, start, end)) {
      return word(buf, start, end, single, out);
    }
    boolean negative = buf[start] == '-';
    boolean whole = number.end() == end;
    if (whole && !single && number.digits() <= SAFE_FLOAT8_DIGITS) {
      double value = number.value() / POWERS[number.fractionDigits()];
      out.addLong(Double.doubleToRawLongBits(negative ? -value : value));
      return Encoding.SURE;
    }
    int exponent = 0;
    if (!whole) {
      boolean known = number.readExponent(buf, end) == end;
      if (!known || number.exponentDigits() > MAX_EXPONENT_DIGITS) {
        return Encoding.NONE;
      }
      exponent = number.exponent();
    }
    number.measure(buf);
    long digits = number.mantissa();
    int significant = number.significant();
    if (significant > MAX_DIGITS || digits < 0) {
      return Encoding.NONE; // or 19 digits beyond long
    }
    int power = number.power() + exponent;
    return single
        ? writeFloat(digits, significant, power, negative, buf, start, end, out)
        : writeDouble(digits, significant, power, negative, buf, start, end, out);
  }

  private static Encoding writeDouble(
      long digits,
      int significant,
      int power,
      boolean negative,
      byte[] buf,
      int from,
      int to,
      ByteBuilder out) {
    int magnitude = significant + power;
    if (digits != 0 && (magnitude < -305 || magnitude > 307)) {
      return Encoding.NONE;
    }
    double value = toDouble(digits, power);
    if (Double.isNaN(value)) {
      value = Math.abs(Double.parseDouble(text(buf, from, to)));
    }
    out.addLong(Double.doubleToRawLongBits(negative ? -value : value));
    return isSafe(digits, significant, power, SAFE_FLOAT8_DIGITS, SAFE_FLOAT8_FRACTION)
            || (significant <= DoubleText.MAX_DIGITS && DoubleText.keeps(digits, power))
        ? Encoding.SURE
        : Encoding.TO_CHECK;
  }

  private static Encoding writeFloat(
      long digits,
      int significant,
      int power,
      boolean negative,
      byte[] buf,
      int from,
      int to,
      ByteBuilder out) {
    float value = nearestFloat(digits, significant, power, buf, from, to);
    if (Float.isNaN(value)) {
      return Encoding.NONE;
    }
    out.addInt(Float.floatToRawIntBits(negative ? -value : value));
    return isSafe(digits, significant, power, SAFE_FLOAT4_DIGITS, SAFE_FLOAT4_FRACTION)
            || (significant <= DoubleText.MAX_DIGITS && FloatText.keeps(digits, power))
        ? Encoding.SURE
        : Encoding.TO_CHECK;
  }

  /** Whether a number of so few digits, near its point, is surely kept. */
  private static boolean isSafe(
      long digits, int significant, int power, int mostDigits, int mostFraction) {
    return digits == 0
        || (significant <= mostDigits
            && significant + power <= mostDigits
            && power >= -mostFraction);
  }

  /**
   * The float nearest to {@code digits * 10^power}.
   *
   * @param digits from 0 on
   * @param significant how many digits that are
   * @param from where the text of the same number begins; a sign in it does not count
   * @return NaN near either end of the range
   */
  static float nearestFloat(long digits, int significant, int power, byte[] buf, int from, int to) {
    int magnitude = significant + power;
    if (digits != 0 && (magnitude < -35 || magnitude > 37)) {
      return Float.NaN;
    }
    double wide = toDouble(digits, power);
    // Rounded twice it might be wrong only where the first rounding met the middle of two floats.
    long rest = Double.doubleToRawLongBits(wide) & FLOAT_REST;
    return Double.isNaN(wide) || Math.abs(rest - FLOAT_HALF) <= 1
        ? Math.abs(Float.parseFloat(text(buf, from, to)))
        : (float) wide;
  }

  /** The nearest double; NaN if that takes longer arithmetic. */
  private static double toDouble(long digits, int power) {
    if (digits == 0) {
      return 0;
    }
    if (digits <= EXACT && power >= -EXACT_POWER && power <= EXACT_POWER) {
      return power < 0 ? digits / POWERS[-power] : digits * POWERS[power];
    }
    return DoubleText.nearest(digits, power);
  }

  private static String text(byte[] buf, int from, int to) {
    return new String(buf, from, to - from, StandardCharsets.US_ASCII);
  }

  private static Encoding word(byte[] buf, int from, int to, boolean single, ByteBuilder out) {
    double value;
    if (Ascii.isIgnoringCase(buf, from, to, "nan")) {
      value = Double.NaN;
    } else {
      boolean sign = from < to && (buf[from] == '-' || buf[from] == '+');
      int word = sign ? from + 1 : from;
      if (!Ascii.isIgnoringCase(buf, word, to, "infinity")
          && !Ascii.isIgnoringCase(buf, word, to, "inf")) {
        return Encoding.NONE;
      }
      value = buf[from] == '-' ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    if (single) {
      out.addInt(Float.floatToIntBits((float) value));
    } else {
      out.addLong(Double.doubleToLongBits(value));
    }
    return Encoding.SURE;
  }
}
