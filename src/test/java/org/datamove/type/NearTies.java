package org.datamove.type;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Vectors of three elements that lie on the middle of two floats, or of two halves, or so near it
 * that they seem to once they are doubles.
 */
final class NearTies {
  private static final int LOWEST_HALF_EXPONENT = -24;

  private NearTies() {}

  static List<String> vectors(boolean half, long seed, int count) {
    Random random = new Random(seed);
    List<String> vectors = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      BigDecimal middle = half ? middleOfHalves(random) : middleOfFloats(random);
      int digits = 15 + random.nextInt(4);
      vectors.add(
          "["
              + middle.round(new MathContext(digits, RoundingMode.FLOOR))
              + ","
              + (middle.precision() <= 18 ? middle.negate().toPlainString() : "-0")
              + ","
              + middle.round(new MathContext(digits, RoundingMode.CEILING)).toPlainString()
              + "]");
    }
    return vectors;
  }

  private static BigDecimal middleOfFloats(Random random) {
    float value = Math.scalb(1 + random.nextFloat(), random.nextInt(60) - 30);
    return new BigDecimal(((double) value + Math.nextUp(value)) / 2);
  }

  /** Halves lie apart by 2^-24 up to 2^-13, from there on by an eleventh binary digit. */
  private static BigDecimal middleOfHalves(Random random) {
    float value = Math.scalb(1 + random.nextFloat(), random.nextInt(39) - 25);
    int unit = Math.max(Math.getExponent(value) - 10, LOWEST_HALF_EXPONENT);
    double middle = Math.scalb(Math.floor(Math.scalb((double) value, -unit)) + 0.5, unit);
    int bits = Float.floatToRawIntBits((float) middle) + random.nextInt(3) - 1;
    return new BigDecimal(random.nextInt(4) == 0 ? middle : Float.intBitsToFloat(bits));
  }
}
