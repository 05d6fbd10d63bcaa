package org.datamove.type.text;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Whether double precision gives a decimal back as it was: whether the shortest decimal that
 * PostgreSQL prints for the nearest double has the same value.
 *
 * <p>PostgreSQL prints the decimal with the fewest digits strictly between the midpoints to the two
 * neighbouring doubles, and of several such the closest to the double, of two equally close the
 * even one (its variant of Ryu leaves the midpoints themselves out).
 */
public final class DoubleText {
  /** Most significant digits that a shortest decimal can have. */
  public static final int MAX_DIGITS = 17;

  private static final int MAX_FAST_POWER = 290;
  private static final double UNSURE = 1e-9;
  private static final long HIDDEN_BIT = 1L << 52;

  /** From the power of two of a 64-bit mantissa's upper 53 bits to a double's exponent. */
  private static final int EXPONENT_BIAS = 1075 + 128 + 11;

  private static final int MAX_EXPONENT = 2045;

  private DoubleText() {}

  /**
   * Whether {@code digits * 10^power} comes back with the same value.
   *
   * @param digits from 1 to 10^17 - 1, not a multiple of ten
   */
  public static boolean keeps(long digits, int power) {
    if (power < -MAX_FAST_POWER || power > MAX_FAST_POWER) {
      return keepsExactly(digits, power);
    }
    // The 128 leading bits of digits * 10^power.
    int shift = Long.numberOfLeadingZeros(digits);
    long factor = digits << shift;
    long low = PowersOfTen.low(power);
    long high = PowersOfTen.high(power);
    long carry = unsignedHigh(factor, low);
    long productLow = factor * high + carry;
    long productHigh =
        unsignedHigh(factor, high) + (Long.compareUnsigned(productLow, carry) < 0 ? 1 : 0);
    if (productHigh > 0) {
      productHigh = (productHigh << 1) | (productLow >>> 63);
      productLow <<= 1;
    }
    // The double's 53 bits, and what is cut off, in units of the last bit kept.
    long mantissa = productHigh >>> 11;
    double rest = (productHigh & 0x7FF) * 0x1p-11 + (productLow >>> 11) * 0x1p-64;
    if (Math.abs(rest - 0.5) < UNSURE || mantissa == HIDDEN_BIT || mantissa == 2 * HIDDEN_BIT - 1) {
      return keepsExactly(digits, power);
    }
    // From here on in units of 10^power: distance to the double, and to the midpoints around it.
    double unit = digits / (mantissa + rest);
    double toDouble = (rest < 0.5 ? -rest : 1 - rest) * unit;
    double below = unit / 2 - toDouble;
    double above = unit / 2 + toDouble;
    int lastDigit = (int) (digits % 10);
    if (near(below, lastDigit) || near(above, 10 - lastDigit) || near(Math.abs(toDouble), 0.5)) {
      return keepsExactly(digits, power);
    }
    return below < lastDigit && above < 10 - lastDigit && Math.abs(toDouble) < 0.5;
  }

  /**
   * The double nearest to {@code digits * 10^power}.
   *
   * @param digits from 1 on
   * @return NaN where it takes longer arithmetic to tell
   */
  public static double nearest(long digits, int power) {
    if (power < -MAX_FAST_POWER || power > MAX_FAST_POWER) {
      return Double.NaN;
    }
    int shift = Long.numberOfLeadingZeros(digits);
    long factor = digits << shift;
    long low = PowersOfTen.low(power);
    long high = PowersOfTen.high(power);
    long carry = unsignedHigh(factor, low);
    long productLow = factor * high + carry;
    long productHigh =
        unsignedHigh(factor, high) + (Long.compareUnsigned(productLow, carry) < 0 ? 1 : 0);
    int scale = PowersOfTen.exponent(power) - shift;
    if (productHigh > 0) {
      productHigh = (productHigh << 1) | (productLow >>> 63);
      productLow <<= 1;
      scale--;
    }
    long mantissa = productHigh >>> 11;
    double rest = (productHigh & 0x7FF) * 0x1p-11 + (productLow >>> 11) * 0x1p-64;
    int exponent = scale + EXPONENT_BIAS;
    if (Math.abs(rest - 0.5) < UNSURE || exponent < 2 || exponent > MAX_EXPONENT) {
      return Double.NaN;
    }
    // A mantissa that is rounded up to 2^53 carries over into the exponent, as it should.
    mantissa += rest < 0.5 ? 0 : 1;
    return Double.longBitsToDouble(((long) (exponent - 1) << 52) + mantissa);
  }

  private static boolean near(double a, double b) {
    return Math.abs(a - b) < UNSURE;
  }

  private static long unsignedHigh(long a, long b) {
    return Math.multiplyHigh(a, b) + ((a >> 63) & b) + ((b >> 63) & a);
  }

  /** The same by exact arithmetic, for values on an edge. */
  static boolean keepsExactly(long digits, int power) {
    BigDecimal value = BigDecimal.valueOf(digits, -power);
    double nearest = Double.parseDouble(value.toString());
    if (Double.isInfinite(nearest) || nearest == 0) {
      return false;
    }
    BigDecimal exact = new BigDecimal(nearest);
    BigDecimal two = BigDecimal.valueOf(2);
    BigDecimal below = exact.add(new BigDecimal(Math.nextDown(nearest))).divide(two);
    BigDecimal above = exact.add(new BigDecimal(Math.ulp(nearest)).divide(two));
    if (value.compareTo(below) <= 0 || value.compareTo(above) >= 0) {
      return false;
    }
    BigDecimal step = BigDecimal.ONE.scaleByPowerOfTen(power);
    BigDecimal shorterBelow = value.subtract(step.multiply(BigDecimal.valueOf(digits % 10)));
    BigDecimal shorterAbove = shorterBelow.add(step.multiply(BigDecimal.TEN));
    // Half way between two decimals the even one is printed, but not always at a power of two.
    int half = value.subtract(exact).abs().multiply(two).compareTo(step);
    boolean powerOfTwo = Double.doubleToLongBits(nearest) << 12 == 0;
    return shorterBelow.compareTo(below) <= 0
        && shorterAbove.compareTo(above) >= 0
        && (half < 0 || (half == 0 && digits % 2 == 0 && !powerOfTwo));
  }

  /** The 128 leading bits of powers of ten, rounded down; made when first used. */
  private static final class PowersOfTen {
    private static final long[] BITS = new long[2 * (2 * MAX_FAST_POWER + 1)];
    private static final int[] EXPONENTS = new int[2 * MAX_FAST_POWER + 1];

    static {
      for (int power = -MAX_FAST_POWER; power <= MAX_FAST_POWER; power++) {
        BigInteger ten = BigInteger.TEN.pow(Math.abs(power));
        BigInteger bits = ten.shiftLeft(128 - ten.bitLength());
        if (power < 0) {
          bits = BigInteger.ONE.shiftLeft(ten.bitLength() + 127).divide(ten);
        }
        int index = 2 * (power + MAX_FAST_POWER);
        BITS[index] = bits.shiftRight(64).longValue();
        BITS[index + 1] = bits.longValue();
        EXPONENTS[index / 2] = power < 0 ? -ten.bitLength() - 127 : ten.bitLength() - 128;
      }
    }

    /** The power of two of the last of the 128 bits. */
    static int exponent(int power) {
      return EXPONENTS[power + MAX_FAST_POWER];
    }

    static long high(int power) {
      return BITS[2 * (power + MAX_FAST_POWER)];
    }

    static long low(int power) {
      return BITS[2 * (power + MAX_FAST_POWER) + 1];
    }
  }
}
