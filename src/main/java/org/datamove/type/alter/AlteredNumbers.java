package org.datamove.type.alter;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.OptionalInt;
import org.datamove.type.text.Ascii;
import org.datamove.type.text.DecimalText;
import org.datamove.type.text.DoubleText;
import org.datamove.type.text.FloatText;

/**
 * Numbers that are rounded. What a floating-point column keeps is the shortest decimal that
 * PostgreSQL prints for it (manual, "Numeric Types"): a number is kept if that has the same value.
 */
public final class AlteredNumbers {
  private static final int MAX_SHOWN = 40;
  private static final int MAX_EXPONENT = 100_000;

  /** So many digits always come back, as long as units are among them and zeros do not follow. */
  private static final int SAFE_FLOAT4_DIGITS = 6;

  private static final int SAFE_FLOAT8_DIGITS = 15;
  private static final int SAFE_FLOAT4_FRACTION = 30;
  private static final int SAFE_FLOAT8_FRACTION = 300;

  private AlteredNumbers() {}

  /** The rule of numeric; null where it has no scale. */
  public static AlteredRule numeric(OptionalInt scale) {
    if (scale.isEmpty()) {
      return null;
    }
    int digits = scale.getAsInt();
    DecimalText number = new DecimalText();
    return (buf, from, to) -> numeric(buf, from, to, digits, number);
  }

  private static String numeric(byte[] buf, int from, int to, int scale, DecimalText number) {
    if (scale >= 0 && hasNoMoreDigits(buf, from, to, scale, number)) {
      return null;
    }
    BigDecimal value = decimal(buf, from, to);
    if (value == null) {
      return null;
    }
    BigDecimal rounded = value.setScale(scale, RoundingMode.HALF_UP);
    return rounded.compareTo(value) == 0 ? null : message(rounding(rounded.toPlainString()));
  }

  /** Whether it is a decimal with nothing but zeros beyond the scale. */
  private static boolean hasNoMoreDigits(
      byte[] buf, int from, int to, int scale, DecimalText number) {
    number.find(buf, from, to);
    if (number.end() < to) {
      return false;
    }
    int p = to;
    int fraction = number.fractionDigits();
    for (; fraction > scale && buf[p - 1] == '0'; p--) {
      fraction--;
    }
    return fraction <= scale;
  }

  /** The rule of real, or of double precision. */
  public static AlteredRule floating(boolean single) {
    DecimalText number = new DecimalText();
    return (buf, from, to) -> message(floating(buf, from, to, single, number));
  }

  /** What a floating-point column makes of a number; null where it keeps it. */
  static String floating(byte[] buf, int from, int to, boolean single, DecimalText number) {
    if (isKept(buf, from, to, single, number)) {
      return null;
    }
    BigDecimal value = decimal(buf, from, to);
    if (value == null) {
      return null;
    }
    return rounded(value, single ? FloatText.printedFloat(value) : FloatText.printedDouble(value));
  }

  /** The quick answer may err on the side of caution. */
  private static String rounded(BigDecimal value, String printed) {
    return new BigDecimal(printed).compareTo(value) == 0 ? null : rounding(printed);
  }

  /**
   * Whether a floating-point column keeps a number; what is no decimal, such as NaN, is kept.
   *
   * @param number what reads it
   */
  public static boolean isKept(byte[] buf, int from, int to, boolean single, DecimalText number) {
    int p = Ascii.skipSpace(buf, from, to);
    int end = Ascii.trimEnd(buf, p, to);
    int safeDigits = single ? SAFE_FLOAT4_DIGITS : SAFE_FLOAT8_DIGITS;
    if (!number.read(buf, p, end)) {
      return true;
    }
    p = number.end();
    if (p == end && number.digits() <= safeDigits) {
      return true;
    }
    number.measure(buf);
    long digits = number.mantissa();
    int significant = number.significant();
    if (significant == 0) {
      return p == end || (buf[p] | 0x20) != 'x'; // from 16 on: to base 16
    }
    if (significant > DoubleText.MAX_DIGITS) {
      return false;
    }
    int power = number.power();
    if (p < end) {
      if ((buf[p] | 0x20) != 'e') {
        return true;
      }
      if (number.readExponent(buf, end) != end) {
        return false;
      }
      power += Math.max(-MAX_EXPONENT, Math.min(number.exponent(), MAX_EXPONENT));
    }
    int safeFraction = single ? SAFE_FLOAT4_FRACTION : SAFE_FLOAT8_FRACTION;
    if (significant <= safeDigits && significant + power <= safeDigits && power >= -safeFraction) {
      return true;
    }
    return single ? FloatText.keeps(digits, power) : DoubleText.keeps(digits, power);
  }

  /** The number, or null where it is none with a decimal value (NaN, Infinity). */
  static BigDecimal decimal(byte[] buf, int from, int to) {
    String text = new String(buf, from, to - from, StandardCharsets.UTF_8);
    // From 16 on digits may be grouped, and whole numbers be written to other bases.
    text = text.replaceAll("[_\\s]", "").toLowerCase(Locale.ROOT);
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      return otherBase(text);
    }
  }

  private static BigDecimal otherBase(String text) {
    boolean minus = text.startsWith("-");
    String digits = minus || text.startsWith("+") ? text.substring(1) : text;
    int base = digits.startsWith("0x") ? 16 : digits.startsWith("0o") ? 8 : 2;
    if (base == 2 && !digits.startsWith("0b")) {
      return null;
    }
    try {
      BigInteger value = new BigInteger(digits.substring(2), base);
      return new BigDecimal(minus ? value.negate() : value);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static String message(String rounding) {
    return rounding == null ? null : "value is " + rounding;
  }

  /** What is said of a number that a column keeps another one of. */
  static String rounding(String stored) {
    String shown = stored.length() <= MAX_SHOWN ? stored : stored.substring(0, MAX_SHOWN - 1) + "…";
    return "rounded to " + shown;
  }
}
