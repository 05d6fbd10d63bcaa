package org.datamove.type.text;

import java.nio.charset.StandardCharsets;
import org.datamove.type.infer.NumberText;

/**
 * Reads arrays of numbers, such as {@code [0.1, -2.5e-3]}, where they lie. What is read here, the
 * input functions of pgvector (its vector.c and halfvec.c) take too; and so do those of {@code
 * real[]} once the brackets are braces.
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

  private VectorText() {}

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
  public static long read(byte[] buf, int from, int to, int power) {
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
  public static long number(byte[] buf, int from, int to, int power) {
    int p = from;
    long flags = 0;
    boolean negative = p < to && buf[p] == '-';
    if (negative) {
      p++;
    } else if (p < to && buf[p] == '+') {
      p++;
      flags = NOT_JSON | RESPELLED;
    }
    int whole = p;
    int first = -1;
    while (p < to && Ascii.isDigit(buf[p])) {
      if (first < 0 && buf[p] != '0') {
        first = p;
      }
      p++;
    }
    int point = p;
    int digits = p - whole;
    boolean endsInZero = false;
    if (digits == 0 || (digits > 1 && buf[whole] == '0')) {
      flags |= digits == 0 ? NOT_JSON : NOT_JSON | RESPELLED | LEADING_ZEROS;
    }
    flags |= digits > INT8_DIGITS ? LONG : 0;
    if (p < to && buf[p] == '.') {
      p++;
      while (p < to && Ascii.isDigit(buf[p])) {
        if (first < 0 && buf[p] != '0') {
          first = p;
        }
        p++;
      }
      int fraction = p - point - 1;
      digits += fraction;
      flags |= fraction == 0 ? NOT_JSON | RESPELLED : FRACTION;
      flags |= fraction > NumberText.MAX_FRACTION_DIGITS ? RESPELLED : 0;
      endsInZero = buf[p - 1] == '0';
    }
    if (digits == 0) {
      return UNSURE;
    }
    int magnitude = first < 0 ? 0 : first < point ? point - first - 1 : point - first;
    if (p < to && (buf[p] | 0x20) == 'e') {
      boolean minus = p + 1 < to && buf[p + 1] == '-';
      int start = minus || (p + 1 < to && buf[p + 1] == '+') ? p + 2 : p + 1;
      int exponent = 0;
      p = start;
      while (p < to && Ascii.isDigit(buf[p])) {
        exponent = Math.min(exponent * 10 + buf[p] - '0', MOST_EXPONENT);
        p++;
      }
      if (p == start) {
        return UNSURE;
      }
      magnitude += minus ? -exponent : exponent;
      flags |= CHANGED_BY_JSON | EXPONENT;
      endsInZero = false;
    }
    int counting = buf[whole] == '0' ? digits - 1 : digits;
    flags |= endsInZero || counting > DOUBLE_DIGITS ? BEYOND_DOUBLE : 0;
    if (first < 0) {
      flags |= negative ? CHANGED_BY_JSON | RESPELLED : 0;
    } else {
      flags |= magnitude >= FLOAT_DIGITS ? NOT_ZERO | LARGE : NOT_ZERO;
      boolean inside = magnitude <= power && magnitude >= -FLOAT_POWER;
      if (!inside && (power < FLOAT_POWER || !isFloat(buf, from, p))) {
        return UNSURE;
      }
    }
    return p | flags | (p - from > LONG_TOKEN ? CHANGED_BY_JSON : 0);
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
