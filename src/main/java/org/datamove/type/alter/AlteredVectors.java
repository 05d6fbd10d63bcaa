package org.datamove.type.alter;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.datamove.type.text.Ascii;
import org.datamove.type.text.DateTimeText;
import org.datamove.type.text.DecimalText;
import org.datamove.type.text.FloatText;
import org.datamove.type.text.VectorText;

/**
 * Elements of vectors that pgvector rounds: to a float4, or to half of one. Of embeddings, vectors
 * of 16 dimensions or more, decimals may be rounded, as that is what these types are for; a whole
 * number must be kept.
 */
public final class AlteredVectors implements AlteredRule {
  private static final double WHOLE = 1 << 24;
  private static final double WHOLE_HALF = 1 << 11;

  private final boolean half;
  private final VectorText vectors = new VectorText();
  private final DecimalText number = new DecimalText();

  /**
   * A rule.
   *
   * @param half whether the elements are halves
   */
  public AlteredVectors(boolean half) {
    this.half = half;
  }

  @Override
  public String alteration(byte[] buf, int from, int to) {
    long read = vectors.read(buf, from, to, VectorText.FLOAT_POWER);
    boolean embedding = VectorText.elements(read) >= VectorText.EMBEDDING;
    if (embedding && !half && (read & VectorText.LARGE) == 0 && read != VectorText.UNSURE) {
      return null;
    }
    int end = Ascii.trimEnd(buf, from, to) - 1;
    int p = Ascii.skipSpace(buf, from, to) + 1;
    if (read == VectorText.UNSURE) {
      embedding = commas(buf, p, end) + 1 >= VectorText.EMBEDDING;
    }
    for (int element = 1; p < end; element++) {
      int stop = next(buf, p, end, (byte) ',');
      String rounding = element(buf, p, stop, embedding);
      if (rounding != null) {
        return "element " + element + " is " + rounding;
      }
      p = stop + 1;
    }
    return null;
  }

  /** The same of a sparsevec, of which index and element stand on both sides of a colon. */
  public String sparse(byte[] buf, int from, int to) {
    int slash = next(buf, from, to, (byte) '/');
    int declared = Ascii.skipSpace(buf, Math.min(slash + 1, to), to);
    int digits = Ascii.digitsEnd(buf, declared, to) - declared;
    boolean embedding =
        digits > 2 || (digits == 2 && DateTimeText.two(buf, declared) >= VectorText.EMBEDDING);
    int p = next(buf, from, slash, (byte) ':') + 1;
    while (p < slash) {
      int stop = Math.min(next(buf, p, slash, (byte) ','), next(buf, p, slash, (byte) '}'));
      String rounding = element(buf, p, stop, embedding);
      if (rounding != null) {
        return "an element is " + rounding;
      }
      p = next(buf, p, slash, (byte) ':') + 1;
    }
    return null;
  }

  private String element(byte[] buf, int from, int to, boolean embedding) {
    int start = Ascii.skipSpace(buf, from, to);
    int end = Ascii.trimEnd(buf, start, to);
    String rounding =
        half ? halved(buf, start, end) : AlteredNumbers.floating(buf, start, end, true, number);
    if (rounding == null || !embedding) {
      return rounding;
    }
    BigDecimal value = AlteredNumbers.decimal(buf, start, end);
    boolean whole = Math.abs(value.doubleValue()) >= (half ? WHOLE_HALF : WHOLE);
    return whole ? rounding : null;
  }

  private static String halved(byte[] buf, int from, int to) {
    BigDecimal value = AlteredNumbers.decimal(buf, from, to);
    if (value == null) {
      return null;
    }
    float stored = half(Math.abs(Float.parseFloat(text(buf, from, to))));
    BigDecimal kept = new BigDecimal(FloatText.printedFloat(new BigDecimal(stored)));
    return kept.compareTo(value.abs()) == 0
        ? null
        : AlteredNumbers.rounding((value.signum() < 0 ? "-" : "") + kept.toPlainString());
  }

  /** The nearest half, ties to even. */
  private static float half(float value) {
    if (value < 0x1p-14f) {
      return (float) Math.rint(value * 0x1p24f) * 0x1p-24f;
    }
    float unit = Math.scalb(1f, Math.getExponent(value) - 10);
    return (float) Math.rint(value / unit) * unit;
  }

  private static String text(byte[] buf, int from, int to) {
    return new String(buf, from, to - from, StandardCharsets.US_ASCII);
  }

  private static int next(byte[] buf, int from, int to, byte wanted) {
    int p = from;
    while (p < to && buf[p] != wanted) {
      p++;
    }
    return p;
  }

  private static int commas(byte[] buf, int from, int to) {
    int count = 0;
    for (int p = from; p < to; p++) {
      count += buf[p] == ',' ? 1 : 0;
    }
    return count;
  }
}
