package org.datamove.type.text;

import java.nio.charset.StandardCharsets;

/**
 * Reads arrays of numbers, such as {@code [0.1, -2.5e-3]}, where they lie. What is read here, the
 * input functions of pgvector (its vector.c and halfvec.c) take too; and so do those of {@code
 * real[]} once the brackets are braces. Not thread-safe: it reuses what it reads numbers with.
 */
public final class VectorText {
  /** From so many numbers on a list is taken for an embedding, of which real rounds decimals. */
  public static final int EMBEDDING = 16;

  /** Not an array of numbers, or one of which only PostgreSQL can tell. */
  public static final long UNSURE = -1;

  /** A number is not written as JSON writes it. */
  public static final long NOT_JSON = 1L << 32;

  /** A number is written as jsonb would not write it. */
  public static final long CHANGED_BY_JSON = 1L << 33;

  /** An element is not zero. */
  public static final long NOT_ZERO = 1L << 34;

  /** A number has a fraction. */
  public static final long FRACTION = 1L << 35;

  /** A number has an exponent. */
  public static final long EXPONENT = 1L << 36;

  /** A number is written as an array would not write it, leading zero and exponent apart. */
  public static final long RESPELLED = 1L << 37;

  /** A number has more digits than surely fit into 64 bits. */
  public static final long LONG = 1L << 38;

  /** A number is so large that real may not tell it from its neighbours. */
  public static final long LARGE = 1L << 39;

  /** A number has zeros in front, as codes have. */
  public static final long LEADING_ZEROS = 1L << 40;

  /** {@code double precision} may not give a number back. */
  public static final long BEYOND_DOUBLE = 1L << 41;

  /** Powers of ten that are well inside the range of a float4, and of a half. */
  public static final int FLOAT_POWER = 37;

  /** The same of a half. */
  public static final int HALF_POWER = 3;

  private static final int LONG_TOKEN = 1000;
  private static final int INT8_DIGITS = 18;
  private static final int FLOAT_DIGITS = 7;
  private static final int DOUBLE_DIGITS = 15;
  private static final int MOST_EXPONENT = 100_000;
  private static final int POSITION = 31;

  private final DecimalText decimal = new DecimalText();

  /** The number of elements in what {@link #read} gave. */
  public static int elements(long read) {
    return (int) read;
  }

  /**
   * Reads a whole value.
   *
   * @param power greatest power of ten that an element may have
   * @return the number of elements, 0 or more, with flags above bit 31; or {@link #UNSURE}
   */
  public long read(byte[] buf, int from, int to, int power) {
    int p = Ascii.skipSpace(buf, from, to);
    if (p == to || buf[p] != '[') {
      return UNSURE;
    }
    long flags = 0;
    int count = 0;
    p = Ascii.skipSpace(buf, p + 1, to);
    if (p < to && buf[p] == ']') {
      return Ascii.skipSpace(buf, p + 1, to) == to ? 0 : UNSURE;
    }
    while (true) {
      if (p < to && buf[p] == ' ') {
        p = Ascii.skipSpace(buf, p, to);
      }
      long number = number(buf, p, to, power);
      if (number == UNSURE) {
        return UNSURE;
      }
      flags |= number & ~((1L << POSITION) - 1);
      p = (int) (number & ((1L << POSITION) - 1));
      count++;
      if (p < to && buf[p] != ',' && buf[p] != ']') {
        p = Ascii.skipSpace(buf, p, to);
      }
      if (p == to) {
        return UNSURE;
      }
      if (buf[p] == ']') {
        break;
      }
      if (buf[p++] != ',') {
        return UNSURE;
      }
    }
    return Ascii.skipSpace(buf, p + 1, to) == to ? count | flags : UNSURE;
  }

  /**
   * Reads a number.
   *
   * @return the position after it, with flags; or {@link #UNSURE}
   */
  public long number(byte[] buf, int from, int to, int power) {
    if (!decimal.read(buf, from, to)) {
      return UNSURE;
    }
    return isUsual(buf, from, to, power)
        ? decimal.end() | FRACTION | NOT_ZERO | (buf[decimal.end() - 1] == '0' ? BEYOND_DOUBLE : 0)
        : unusual(buf, from, to, power);
  }

  /** Whether it is not zero, well inside the range and written as most are: {@code -0.0123}. */
  private boolean isUsual(byte[] buf, int from, int to, int power) {
    int whole = decimal.wholeDigits();
    int end = decimal.end();
    return whole > 0
        && whole <= FLOAT_DIGITS
        && whole <= power + 1
        && (whole == 1 || buf[decimal.first()] != '0')
        && decimal.fractionDigits() > 0
        && decimal.digits() <= DOUBLE_DIGITS
        && decimal.value() != 0
        && (end == to || (buf[end] | 0x20) != 'e')
        && buf[from] != '+';
  }

  private long unusual(byte[] buf, int from, int to, int power) {
    int p = decimal.end();
    int whole = decimal.first();
    int wholeDigits = decimal.wholeDigits();
    int fraction = decimal.fractionDigits();
    int digits = decimal.digits();
    long flags = buf[from] == '+' ? NOT_JSON | RESPELLED : 0;
    if (wholeDigits == 0 || (wholeDigits > 1 && buf[whole] == '0')) {
      flags |= wholeDigits == 0 ? NOT_JSON : NOT_JSON | RESPELLED | LEADING_ZEROS;
    }
    flags |= wholeDigits > INT8_DIGITS ? LONG : 0;
    boolean endsInZero = false;
    if (decimal.hasPoint()) {
      flags |= fraction == 0 ? NOT_JSON | RESPELLED : FRACTION;
      flags |= fraction > DecimalText.MAX_FRACTION_DIGITS ? RESPELLED : 0;
      endsInZero = buf[p - 1] == '0';
    }
    int exponent = 0;
    if (p < to && (buf[p] | 0x20) == 'e') {
      p = decimal.readExponent(buf, to);
      if (p < 0) {
        return UNSURE;
      }
      exponent = Math.max(-MOST_EXPONENT, Math.min(decimal.exponent(), MOST_EXPONENT));
      flags |= CHANGED_BY_JSON | EXPONENT;
      endsInZero = false;
    }
    int counting = buf[whole] == '0' ? digits - 1 : digits;
    flags |= endsInZero || counting > DOUBLE_DIGITS ? BEYOND_DOUBLE : 0;
    int first = firstThatCounts(buf);
    if (first < 0) {
      flags |= buf[from] == '-' ? CHANGED_BY_JSON | RESPELLED : 0;
    } else {
      int point = decimal.point();
      int magnitude = exponent + (first < point ? point - first - 1 : point - first);
      flags |= magnitude >= FLOAT_DIGITS ? NOT_ZERO | LARGE : NOT_ZERO;
      boolean inside = magnitude <= power && magnitude >= -FLOAT_POWER;
      if (!inside && (power < FLOAT_POWER || !isFloat(buf, from, p))) {
        return UNSURE;
      }
    }
    return p | flags | (p - from > LONG_TOKEN ? CHANGED_BY_JSON : 0);
  }

  /** Where the first digit is that is not zero; -1 if there is none. */
  private int firstThatCounts(byte[] buf) {
    int end = decimal.end();
    int p = decimal.first();
    while (p < end && (buf[p] == '0' || buf[p] == '.')) {
      p++;
    }
    return p < end ? p : -1;
  }

  /** Near the ends of the range. */
  private static boolean isFloat(byte[] buf, int from, int to) {
    if (to - from > LONG_TOKEN) {
      return false;
    }
    float value = Float.parseFloat(new String(buf, from, to - from, StandardCharsets.US_ASCII));
    return value != 0 && !Float.isInfinite(value);
  }
}
