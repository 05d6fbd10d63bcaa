package org.datamove.type.accept;

import org.datamove.type.text.VectorText;

/** The rule of pgvector's types vector and halfvec. */
public final class VectorRule implements ValueRule {
  static final int MAX_DIMENSIONS = 16_000;

  private final VectorText vectors = new VectorText();
  private final String type;
  private final int dimensions;
  private final int power;

  private VectorRule(String type, int dimensions, int power) {
    this.type = type;
    this.dimensions = dimensions;
    this.power = power;
  }

  /**
   * A rule.
   *
   * @param dimensions how many the column has, or less than 1 for any number
   */
  public static VectorRule vector(int dimensions) {
    return new VectorRule("vector", dimensions, VectorText.FLOAT_POWER);
  }

  /** The same for half-precision elements. */
  public static VectorRule halfvec(int dimensions) {
    return new VectorRule("halfvec", dimensions, VectorText.HALF_POWER);
  }

  @Override
  public boolean surelyAccepts(byte[] buf, int from, int to) {
    long read = vectors.read(buf, from, to, power);
    int elements = VectorText.elements(read);
    return read != VectorText.UNSURE
        && (dimensions > 0 ? elements == dimensions : elements >= 1 && elements <= MAX_DIMENSIONS);
  }

  @Override
  public Refusal explain(String value) {
    return VectorDiagnosis.ofDense(type, dimensions, value);
  }

  @Override
  public boolean isZeroVector(byte[] buf, int from, int to) {
    for (int i = from; i < to && (buf[i] | 0x20) != 'e'; i++) {
      if (buf[i] >= '1' && buf[i] <= '9') {
        return false;
      }
    }
    long read = vectors.read(buf, from, to, power);
    return read > 0 && (read & VectorText.NOT_ZERO) == 0;
  }
}
