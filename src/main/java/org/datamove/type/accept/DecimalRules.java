package org.datamove.type.accept;

import java.util.OptionalInt;
import org.datamove.type.text.Ascii;

/**
 * Decimals with or without an exponent, for numeric and the floating-point types (manual, "Numeric
 * Types"). White space around is fine; very long numbers and exponents are unsure.
 */
public final class DecimalRules {
  private static final int MAX_DIGITS = 4000;
  private static final int MAX_EXPONENT_DIGITS = 3;

  /** In place of a power of ten; far outside of those that can be. */
  private static final int INVALID = Integer.MAX_VALUE;

  private static final int ZERO = Integer.MIN_VALUE;

  /** Normal numbers only, a power of ten away from either end. */
  public static final ValueRule FLOAT4 = floating(-36, 37);

  /** The same for double precision. */
  public static final ValueRule FLOAT8 = floating(-306, 307);

  private DecimalRules() {}

  /** Both empty for numeric without precision. */
  public static ValueRule numeric(OptionalInt precision, OptionalInt scale) {
    if (precision.isEmpty() || scale.isEmpty()) {
      return (buf, from, to) -> isNaN(buf, from, to) || scan(buf, from, to) != INVALID;
    }
    int digits = precision.getAsInt();
    int limit = digits - scale.getAsInt();
    return (buf, from, to) -> {
      int magnitude = scan(buf, from, to);
      if (magnitude == INVALID) {
        return isNaN(buf, from, to);
      }
      // Rounding can carry 9.99 over to 10.0 only if all the digits that are kept are nines.
      return magnitude < limit - 1
          || (magnitude == limit - 1 && !roundsToNextPower(buf, from, to, digits));
    };
  }

  private static ValueRule floating(int least, int greatest) {
    return (buf, from, to) -> {
      int magnitude = scan(buf, from, to);
      if (magnitude == INVALID) {
        return isNaN(buf, from, to) || isInfinity(buf, from, to);
      }
      return magnitude == ZERO || (magnitude >= least && magnitude <= greatest);
    };
  }

  /**
   * The power of ten of the first digit that is not zero: 0 for units, -1 for tenths; {@link #ZERO}
   * if there is none, {@link #INVALID} if it is no number that every version takes.
   */
  private static int scan(byte[] buf, int from, int to) {
    int p = Ascii.skipSpace(buf, from, to);
    int end = Ascii.trimEnd(buf, p, to);
    if (p < end && (buf[p] == '-' || buf[p] == '+')) {
      p++;
    }
    int integer = p;
    p = Ascii.digitsEnd(buf, p, end);
    int integerDigits = p - integer;
    int first = firstNonZero(buf, integer, p);
    int magnitude = first < p ? p - 1 - first : ZERO;
    int fractionDigits = 0;
    if (p < end && buf[p] == '.') {
      int fraction = p + 1;
      p = Ascii.digitsEnd(buf, fraction, end);
      fractionDigits = p - fraction;
      if (magnitude == ZERO) {
        first = firstNonZero(buf, fraction, p);
        magnitude = first < p ? fraction - 1 - first : ZERO;
      }
    }
    if (integerDigits + fractionDigits == 0 || integerDigits + fractionDigits > MAX_DIGITS) {
      return INVALID;
    }
    if (p == end) {
      return magnitude;
    }
    int exponent = exponent(buf, p, end);
    if (exponent == INVALID || magnitude == ZERO) {
      return exponent == INVALID ? INVALID : ZERO;
    }
    return magnitude + exponent;
  }

  private static int exponent(byte[] buf, int from, int to) {
    if ((buf[from] | 0x20) != 'e') {
      return INVALID;
    }
    int p = from + 1;
    boolean negative = p < to && buf[p] == '-';
    if (negative || (p < to && buf[p] == '+')) {
      p++;
    }
    if (p == to || to - p > MAX_EXPONENT_DIGITS) {
      return INVALID;
    }
    int exponent = 0;
    for (; p < to; p++) {
      if (!Ascii.isDigit(buf[p])) {
        return INVALID;
      }
      exponent = exponent * 10 + buf[p] - '0';
    }
    return negative ? -exponent : exponent;
  }

  private static int firstNonZero(byte[] buf, int from, int to) {
    int p = from;
    while (p < to && buf[p] == '0') {
      p++;
    }
    return p;
  }

  /** Whether the first {@code digits} digits are nines and the next rounds them up. */
  private static boolean roundsToNextPower(byte[] buf, int from, int to, int digits) {
    int nines = 0;
    for (int p = from; p < to; p++) {
      byte b = buf[p];
      if (nines == 0 && b == '0') {
        continue;
      }
      if (nines == digits && Ascii.isDigit(b)) {
        return b >= '5';
      }
      if ((b | 0x20) == 'e' || (Ascii.isDigit(b) && b != '9')) {
        return false;
      }
      if (b == '9') {
        nines++;
      }
    }
    return false;
  }

  private static boolean isNaN(byte[] buf, int from, int to) {
    int start = Ascii.skipSpace(buf, from, to);
    return Ascii.isIgnoringCase(buf, start, Ascii.trimEnd(buf, start, to), "nan");
  }

  private static boolean isInfinity(byte[] buf, int from, int to) {
    int start = Ascii.skipSpace(buf, from, to);
    int end = Ascii.trimEnd(buf, start, to);
    if (start < end && (buf[start] == '-' || buf[start] == '+')) {
      start++;
    }
    return Ascii.isIgnoringCase(buf, start, end, "infinity")
        || Ascii.isIgnoringCase(buf, start, end, "inf");
  }
}
