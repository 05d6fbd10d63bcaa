package org.datamove.type.text;

/**
 * Reads a decimal where it lies: a sign, digits with a point among them, an exponent. One pass
 * finds where the parts are and what number up to 18 digits make; what else is asked for is found
 * out when it is. Filled again and again, so that no object is made for a value; not thread-safe.
 */
public final class DecimalText {
  /** Most digits of a numeric before the point (manual, "Numeric Types"). */
  public static final int MAX_WHOLE_DIGITS = 131072;

  /** And behind it. */
  public static final int MAX_FRACTION_DIGITS = 16383;

  /** So many digits surely make a number of 64 bits. */
  public static final int LONG_DIGITS = 18;

  /** Exponents are cut to it either way. */
  public static final int MAX_EXPONENT = 1_000_000;

  /** Of more digits than this that count, only so much is known that they are more. */
  private static final int MOST_SIGNIFICANT = 19;

  private int first;
  private int point;
  private int end;
  private int digits;
  private long value;
  private int exponent;
  private int exponentDigits;
  private long mantissa;
  private int significant;
  private int power;

  /**
   * Reads the sign, the digits and the point.
   *
   * @return whether there is a digit
   */
  public boolean read(byte[] buf, int from, int to) {
    int p = from < to && (buf[from] == '-' || buf[from] == '+') ? from + 1 : from;
    first = p;
    long number = 0;
    int digit;
    while (p < to && (digit = buf[p] - '0') >= 0 && digit <= 9) {
      number = number * 10 + digit;
      p++;
    }
    point = p;
    digits = p - first;
    if (p < to && buf[p] == '.') {
      p++;
      while (p < to && (digit = buf[p] - '0') >= 0 && digit <= 9) {
        number = number * 10 + digit;
        p++;
      }
      digits = p - first - 1;
    }
    end = p;
    value = number;
    return digits > 0;
  }

  /**
   * The same without the number that the digits make: {@link #value} and what is measured are not
   * known then.
   */
  public boolean find(byte[] buf, int from, int to) {
    int p = from < to && (buf[from] == '-' || buf[from] == '+') ? from + 1 : from;
    first = p;
    p = Ascii.digitsEnd(buf, p, to);
    point = p;
    digits = p - first;
    if (p < to && buf[p] == '.') {
      p = Ascii.digitsEnd(buf, p + 1, to);
      digits = p - first - 1;
    }
    end = p;
    return digits > 0;
  }

  /** Where the digits begin, behind the sign. */
  public int first() {
    return first;
  }

  /** Where the digits before the point end; a point stands there, or what follows. */
  public int point() {
    return point;
  }

  /** Where digits and point end. */
  public int end() {
    return end;
  }

  /** How many digits stand before the point and behind it. */
  public int digits() {
    return digits;
  }

  /** How many digits stand before the point. */
  public int wholeDigits() {
    return point - first;
  }

  /** How many digits stand behind the point. */
  public int fractionDigits() {
    return digits - point + first;
  }

  /** Whether there is a point. */
  public boolean hasPoint() {
    return end > point;
  }

  /** What number all digits make, of at most {@link #LONG_DIGITS}. */
  public long value() {
    return value;
  }

  /**
   * Reads the exponent behind the digits.
   *
   * @return where it ends; -1 where there is none
   */
  public int readExponent(byte[] buf, int to) {
    if (end == to || (buf[end] | 0x20) != 'e') {
      return -1;
    }
    int p = end + 1;
    boolean minus = p < to && buf[p] == '-';
    if (minus || (p < to && buf[p] == '+')) {
      p++;
    }
    int start = p;
    int number = 0;
    int digit;
    while (p < to && (digit = buf[p] - '0') >= 0 && digit <= 9) {
      number = Math.min(number * 10 + digit, MAX_EXPONENT);
      p++;
    }
    exponent = minus ? -number : number;
    exponentDigits = p - start;
    return exponentDigits == 0 ? -1 : p;
  }

  /** The exponent that was read, cut to {@link #MAX_EXPONENT}. */
  public int exponent() {
    return exponent;
  }

  /** Of how many digits the exponent consists. */
  public int exponentDigits() {
    return exponentDigits;
  }

  /** Finds out which of the digits count: those from the first to the last that is not zero. */
  public void measure(byte[] buf) {
    if (digits > LONG_DIGITS) {
      measureLong(buf);
      return;
    }
    mantissa = value;
    power = -fractionDigits();
    if (value == 0) {
      significant = 0;
      return;
    }
    int p = first;
    int zeros = 0;
    for (; buf[p] == '0' || buf[p] == '.'; p++) {
      zeros += buf[p] == '0' ? 1 : 0;
    }
    for (p = end - 1; buf[p] == '0' || buf[p] == '.'; p--) {
      if (buf[p] == '0') {
        mantissa /= 10;
        power++;
        zeros++;
      }
    }
    significant = digits - zeros;
  }

  private void measureLong(byte[] buf) {
    mantissa = 0;
    significant = 0;
    int zeros = 0;
    for (int p = first; p < end && significant <= MOST_SIGNIFICANT; p++) {
      int digit = buf[p] - '0';
      if (digit > 0) {
        significant += zeros + 1;
        for (; zeros > 0; zeros--) {
          mantissa *= 10;
        }
        mantissa = mantissa * 10 + digit;
      } else if (digit == 0) {
        zeros += mantissa == 0 ? 0 : 1;
      }
    }
    power = zeros - fractionDigits();
  }

  /**
   * The number that the digits that count make; negative where they are 19 and do not fit, of no
   * use where they are more.
   */
  public long mantissa() {
    return mantissa;
  }

  /** How many digits count; from 20 on, no more than that it is so many. */
  public int significant() {
    return significant;
  }

  /** By which power of ten the {@link #mantissa} is to be multiplied, the exponent apart. */
  public int power() {
    return power;
  }
}
