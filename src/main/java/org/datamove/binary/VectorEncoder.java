package org.datamove.binary;

import org.datamove.type.text.Ascii;
import org.datamove.type.text.VectorText;

/**
 * pgvector's types vector and halfvec: the number of elements, two unused bytes, the elements (its
 * vector_recv and halfvec_recv). Each element is the float nearest to the text, as strtof gives it;
 * a half is the one nearest to that float, ties to even.
 */
public final class VectorEncoder implements ValueEncoder {
  /** The most elements that either type takes. */
  private static final int MAX_DIMENSIONS = 16_000;

  private static final int MAX_DIGITS = 18;
  private static final int MAX_EXPONENT = 999;
  private static final float MAX_HALF = 65504;
  private static final int FLOAT_DIGITS = 6;
  private static final float WHOLE = 1 << 24;
  private static final float WHOLE_HALF = 1 << 11;

  /** Beyond every position in a field. */
  private static final int ROUNDED_DECIMAL = 1 << 29;

  private static final int ROUNDED_WHOLE = 1 << 30;
  private static final int ROUNDED = ROUNDED_DECIMAL | ROUNDED_WHOLE;

  private final int dimensions;
  private final boolean half;

  private VectorEncoder(int dimensions, boolean half) {
    this.dimensions = dimensions;
    this.half = half;
  }

  /**
   * The encoder of vector.
   *
   * @param dimensions how many the column has, or less than 1 for any number
   */
  public static VectorEncoder vector(int dimensions) {
    return new VectorEncoder(dimensions, false);
  }

  /** The same for half-precision elements. */
  public static VectorEncoder halfvec(int dimensions) {
    return new VectorEncoder(dimensions, true);
  }

  @Override
  public Encoding encode(byte[] buf, int from, int to, ByteBuilder out) {
    int end = Ascii.trimEnd(buf, from, to) - 1;
    int p = Ascii.skipSpace(buf, from, to);
    if (p >= end || buf[p] != '[' || buf[end] != ']') {
      return Encoding.NONE;
    }
    int header = out.length();
    out.addInt(0);
    int count = 0;
    int rounded = 0;
    do {
      int next = element(buf, p + 1, end, out);
      rounded |= next & ROUNDED;
      p = next < 0 ? next : next & ~ROUNDED;
      count++;
    } while (p > 0 && p < end && buf[p] == ',' && count < MAX_DIMENSIONS);
    if (p != end || (dimensions > 0 && count != dimensions)) {
      return Encoding.NONE;
    }
    out.setInt(header, count << Short.SIZE);
    int altered = count < VectorText.EMBEDDING ? rounded : rounded & ROUNDED_WHOLE;
    return altered == 0 ? Encoding.SURE : Encoding.TO_CHECK;
  }

  /**
   * Appends an element.
   *
   * @return the position of what follows it and the white space behind it, with a bit of {@link
   *     #ROUNDED} where another number may be stored; -1 if it is not encoded
   */
  private int element(byte[] buf, int from, int end, ByteBuilder out) {
    int start = buf[from] == ' ' ? Ascii.skipSpace(buf, from, end) : from;
    int p = start;
    boolean negative = buf[p] == '-';
    if (negative || buf[p] == '+') {
      p++;
    }
    // digits * 10^power, and zeros at the end that are not in digits yet
    long digits = 0;
    int significant = 0;
    int zeros = 0;
    int point = -1;
    int first = p;
    for (; ; p++) {
      // The bracket at the end stops it.
      int digit = buf[p] - '0';
      if (digit == 0) {
        zeros += significant == 0 ? 0 : 1;
      } else if (digit > 0 && digit <= 9) {
        significant += zeros + 1;
        if (significant > MAX_DIGITS) {
          return -1;
        }
        for (; zeros > 0; zeros--) {
          digits *= 10;
        }
        digits = digits * 10 + digit;
      } else if (buf[p] == '.' && point < 0) {
        point = p;
      } else {
        break;
      }
    }
    if (p - first == (point < 0 ? 0 : 1)) {
      return -1;
    }
    int power = zeros - (point < 0 ? 0 : p - point - 1);
    int afterDigits = p;
    if ((buf[p] | 0x20) == 'e') {
      p = exponentEnd(buf, p + 1);
      if (p < 0) {
        return -1;
      }
      power += exponent(buf, afterDigits + 1, p);
    }
    float value = FloatEncoders.nearestFloat(digits, significant, power, buf, first, p);
    if (Float.isNaN(value) || (half && value > MAX_HALF)) {
      return -1;
    }
    if (half) {
      out.addShort(toHalf(value) | (negative ? 0x8000 : 0));
    } else {
      out.addInt(Float.floatToRawIntBits(negative ? -value : value));
    }
    int next = p < end && Ascii.isSpace(buf[p]) ? Ascii.skipSpace(buf, p, end) : p;
    return next | rounded(value, significant, power);
  }

  /**
   * Six significant digits come back from a float that is no denormal one, but for large numbers
   * half way between two of them; from a half surely whole numbers do that its fraction holds.
   */
  private int rounded(float value, int significant, int power) {
    if (half) {
      boolean kept = value == 0 ? significant == 0 : power >= 0 && value <= WHOLE_HALF;
      return kept ? 0 : value < WHOLE_HALF ? ROUNDED_DECIMAL : ROUNDED_WHOLE;
    }
    if (value >= WHOLE) {
      return ROUNDED_WHOLE;
    }
    boolean normal = value >= Float.MIN_NORMAL || significant == 0;
    return normal && significant <= FLOAT_DIGITS ? 0 : ROUNDED_DECIMAL;
  }

  /** Where the exponent after the letter ends; -1 if there is none. */
  private static int exponentEnd(byte[] buf, int from) {
    int digits = buf[from] == '-' || buf[from] == '+' ? from + 1 : from;
    int p = digits;
    while (Ascii.isDigit(buf[p])) {
      p++;
    }
    return p == digits ? -1 : p;
  }

  private static int exponent(byte[] buf, int from, int to) {
    boolean minus = buf[from] == '-';
    int exponent = 0;
    for (int p = minus || buf[from] == '+' ? from + 1 : from; p < to; p++) {
      exponent = Math.min(exponent * 10 + buf[p] - '0', MAX_EXPONENT);
    }
    return minus ? -exponent : exponent;
  }

  /** The nearest half of a float from 0 to {@link #MAX_HALF}, ties to even. */
  private static int toHalf(float value) {
    int bits = Float.floatToRawIntBits(value);
    if (bits < 0x38800000) {
      // Below 2^-14 a half counts units of 2^-24.
      return (int) Math.rint(value * 0x1p24f);
    }
    int rounded = bits + 0xFFF + ((bits >>> 13) & 1);
    return (rounded - 0x38000000) >>> 13;
  }
}
