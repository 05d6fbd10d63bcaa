package org.datamove.type.alter;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.OptionalInt;
import org.datamove.type.text.Ascii;
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
    return (buf, from, to) -> numeric(buf, from, to, digits);
  }

  private static String numeric(byte[] buf, int from, int to, int scale) {
    if (scale >= 0 && hasNoMoreDigits(buf, from, to, scale)) {
      return null;
    }
    BigDecimal value = decimal(buf, from, to);
    if (value == null) {
      return null;
    }
    BigDecimal rounded = value.setScale(scale, RoundingMode.HALF_UP);
    return rounded.compareTo(value) == 0 ? null : message(rounded.toPlainString());
  }

  /** Whether it is a decimal with nothing but zeros beyond the scale. */
  private static boolean hasNoMoreDigits(byte[] buf, int from, int to, int scale) {
    int p = from;
    if (p < to && (buf[p] == '-' || buf[p] == '+')) {
      p++;
    }
    p = Ascii.digitsEnd(buf, p, to);
    if (p == to) {
      return true;
    }
    if (buf[p] != '.') {
      return false;
    }
    int fraction = p + 1;
    p = Ascii.digitsEnd(buf, fraction, to);
    if (p < to) {
      return false;
    }
    while (p - fraction > scale && buf[p - 1] == '0') {
      p--;
    }
    return p - fraction <= scale;
  }

  /** What real makes of a number; null where it keeps it. */
  public static String float4(byte[] buf, int from, int to) {
    if (isKept(buf, from, to, true)) {
      return null;
    }
    BigDecimal value = decimal(buf, from, to);
    return value == null ? null : rounded(value, FloatText.printedFloat(value));
  }

  /** What double precision makes of a number; null where it keeps it. */
  public static String float8(byte[] buf, int from, int to) {
    if (isKept(buf, from, to, false)) {
      return null;
    }
    BigDecimal value = decimal(buf, from, to);
    return value == null ? null : rounded(value, FloatText.printedDouble(value));
  }

  /** The quick answer may err on the side of caution. */
  private static String rounded(BigDecimal value, String printed) {
    return new BigDecimal(printed).compareTo(value) == 0 ? null : message(printed);
  }

  /** Reads {@code digits * 10^power}; what is no decimal, such as NaN, is kept. */
  public static boolean isKept(byte[] buf, int from, int to, boolean single) {
    int p = Ascii.skipSpace(buf, from, to);
    int end = Ascii.trimEnd(buf, p, to);
    if (p < end && (buf[p] == '-' || buf[p] == '+')) {
      p++;
    }
    long digits = 0;
    int significant = 0;
    int zeros = 0;
    int power = 0;
    boolean point = false;
    for (; p < end; p++) {
      if (buf[p] == '.' && !point) {
        point = true;
        continue;
      }
      int digit = buf[p] - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      power -= point ? 1 : 0;
      if (digit == 0) {
        zeros += digits == 0 ? 0 : 1;
        continue;
      }
      significant += zeros + 1;
      if (significant > DoubleText.MAX_DIGITS) {
        return false;
      }
      for (; zeros > 0; zeros--) {
        digits *= 10;
      }
      digits = digits * 10 + digit;
    }
    if (digits == 0) {
      return p == end || (buf[p] | 0x20) != 'x'; // from 16 on: to base 16
    }
    power += zeros;
    if (p < end) {
      if ((buf[p] | 0x20) != 'e') {
        return true;
      }
      power += exponent(buf, p + 1, end);
    }
    int safeDigits = single ? SAFE_FLOAT4_DIGITS : SAFE_FLOAT8_DIGITS;
    int safeFraction = single ? SAFE_FLOAT4_FRACTION : SAFE_FLOAT8_FRACTION;
    if (significant <= safeDigits && significant + power <= safeDigits && power >= -safeFraction) {
      return true;
    }
    return single ? FloatText.keeps(digits, power) : DoubleText.keeps(digits, power);
  }

  private static int exponent(byte[] buf, int from, int to) {
    boolean minus = from < to && buf[from] == '-';
    int exponent = 0;
    for (int p = minus || (from < to && buf[from] == '+') ? from + 1 : from; p < to; p++) {
      exponent = Math.min(exponent * 10 + buf[p] - '0', MAX_EXPONENT);
    }
    return minus ? -exponent : exponent;
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

  static String message(String stored) {
    String shown = stored.length() <= MAX_SHOWN ? stored : stored.substring(0, MAX_SHOWN - 1) + "…";
    return "value is rounded to " + shown;
  }
}
