package org.datamove.type.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Whether {@code real} gives a decimal back as it was, and what PostgreSQL prints for the nearest
 * floating-point number; see {@link DoubleText}, which answers the first for double precision.
 */
public final class FloatText {
  private static final int MAX_FAST_POWER = 22;
  private static final double LEAST_NORMAL = Float.MIN_NORMAL * 2.0;
  private static final double GREATEST = 3.4e38;
  private static final double UNSURE = 1e-12;
  private static final int FLOAT_DIGITS = 9;
  private static final int FLOAT_PLAIN_EXPONENT = 6;
  private static final int DOUBLE_PLAIN_EXPONENT = 15;
  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  private static final double[] POWERS = new double[MAX_FAST_POWER + 1];
  private static final double[] UNITS = new double[MAX_FAST_POWER + 1];

  static {
    for (int i = 0; i < POWERS.length; i++) {
      POWERS[i] = Double.parseDouble("1e" + i);
      UNITS[i] = 1 / POWERS[i];
    }
  }

  private FloatText() {}

  /**
   * Whether {@code digits * 10^power} comes back from {@code real} with the same value.
   *
   * @param digits from 1 to 10^17 - 1, not a multiple of ten
   */
  public static boolean keeps(long digits, int power) {
    if (digits >= 1_000_000_000L) {
      return false; // nine digits tell all such numbers apart
    }
    if (power < -MAX_FAST_POWER || power > MAX_FAST_POWER) {
      return keepsExactly(digits, power);
    }
    // Correctly rounded, since both are exact.
    double unit = power < 0 ? UNITS[-power] : POWERS[power];
    double value = power < 0 ? digits / POWERS[-power] : digits * POWERS[power];
    if (value < LEAST_NORMAL || value > GREATEST) {
      return keepsExactly(digits, power);
    }
    float nearest = (float) value;
    double below = (nearest + (double) Math.nextDown(nearest)) / 2;
    double above = (nearest + (double) Math.nextUp(nearest)) / 2;
    double shorterBelow = value - unit * (digits % 10);
    double shorterAbove = shorterBelow + unit * 10;
    double distance = Math.abs(value - nearest);
    double unsure = value * UNSURE;
    if (Math.abs(value - below) < unsure
        || Math.abs(value - above) < unsure
        || Math.abs(shorterBelow - below) < unsure
        || Math.abs(shorterAbove - above) < unsure
        || Math.abs(distance - unit / 2) < unsure) {
      return keepsExactly(digits, power);
    }
    return shorterBelow < below && shorterAbove > above && distance < unit / 2;
  }

  private static boolean keepsExactly(long digits, int power) {
    BigDecimal value = BigDecimal.valueOf(digits, -power);
    float nearest = Float.parseFloat(value.toString());
    return !Float.isInfinite(nearest) && nearest != 0 && shortest(nearest).compareTo(value) == 0;
  }

  /** What PostgreSQL prints for a number in a column of type real. */
  public static String printedFloat(BigDecimal value) {
    float nearest = Float.parseFloat(value.abs().toString());
    return printed(value.signum(), shortest(nearest), FLOAT_PLAIN_EXPONENT);
  }

  /** What PostgreSQL prints for a number in a column of type double precision. */
  public static String printedDouble(BigDecimal value) {
    double nearest = Double.parseDouble(value.abs().toString());
    BigDecimal exact = new BigDecimal(nearest);
    BigDecimal below = exact.add(new BigDecimal(Math.nextDown(nearest))).divide(TWO);
    BigDecimal above = exact.add(new BigDecimal(Math.ulp(nearest)).divide(TWO));
    BigDecimal shortest = shortest(exact, below, above, DoubleText.MAX_DIGITS);
    return printed(value.signum(), shortest, DOUBLE_PLAIN_EXPONENT);
  }

  private static BigDecimal shortest(float nearest) {
    BigDecimal exact = new BigDecimal(nearest);
    BigDecimal below = exact.add(new BigDecimal(Math.nextDown(nearest))).divide(TWO);
    BigDecimal above = exact.add(new BigDecimal(Math.ulp(nearest)).divide(TWO));
    return shortest(exact, below, above, FLOAT_DIGITS);
  }

  /** The decimal with the fewest digits strictly between two, the closest of several. */
  private static BigDecimal shortest(
      BigDecimal exact, BigDecimal below, BigDecimal above, int most) {
    for (int digits = 1; digits < most; digits++) {
      BigDecimal down = exact.round(new MathContext(digits, RoundingMode.DOWN));
      BigDecimal up = exact.round(new MathContext(digits, RoundingMode.UP));
      boolean downFits = down.compareTo(below) > 0;
      boolean upFits = up.compareTo(above) < 0;
      if (downFits && upFits) {
        return exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      }
      if (downFits || upFits) {
        return downFits ? down : up;
      }
    }
    return exact.round(new MathContext(most, RoundingMode.HALF_EVEN));
  }

  /** As C's {@code %g} writes it. */
  private static String printed(int sign, BigDecimal shortest, int plainExponent) {
    BigDecimal value = shortest.stripTrailingZeros();
    String minus = sign < 0 ? "-" : "";
    int exponent = value.precision() - value.scale() - 1;
    if (value.signum() == 0 || (exponent >= -4 && exponent < plainExponent)) {
      return minus + value.toPlainString();
    }
    String digits = value.unscaledValue().toString();
    String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
    String power = Math.abs(exponent) < 10 ? "0" + Math.abs(exponent) : "" + Math.abs(exponent);
    return minus + digits.charAt(0) + fraction + "e" + (exponent < 0 ? "-" : "+") + power;
  }
}
