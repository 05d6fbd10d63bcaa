package org.datamove.type.accept;

import org.datamove.type.text.Ascii;
import org.datamove.type.text.VectorText;

/**
 * The rule of pgvector's type sparsevec, such as {@code {1:0.5,3:2}/5}: elements in ascending
 * order, each within the dimensions.
 */
public final class SparseVectorRule implements ValueRule {
  private static final int MAX_ELEMENTS = 16_000;
  private static final int MAX_DIMENSIONS = 1_000_000_000;
  private static final int MAX_DIGITS = 10;
  private static final long POSITION = (1L << 31) - 1;

  private final int dimensions;
  private final VectorText vectors = new VectorText();

  /** A rule for so many dimensions, or less than 1 for any number. */
  public SparseVectorRule(int dimensions) {
    this.dimensions = dimensions;
  }

  @Override
  public boolean surelyAccepts(byte[] buf, int from, int to) {
    int last = lastSlash(buf, from, to);
    if (last < 0 || from == last || buf[from] != '{' || buf[last - 1] != '}') {
      return false;
    }
    long declared = whole(buf, last + 1, to);
    if (declared < 1 || declared > MAX_DIMENSIONS || (dimensions > 0 && declared != dimensions)) {
      return false;
    }
    int p = from + 1;
    int end = last - 1;
    long previous = 0;
    for (int count = 0; p < end; count++) {
      int colon = Ascii.digitsEnd(buf, p, end);
      long index = whole(buf, p, colon);
      if (count == MAX_ELEMENTS || index <= previous || index > declared) {
        return false;
      }
      previous = index;
      if (colon == end || buf[colon] != ':') {
        return false;
      }
      long number = vectors.number(buf, colon + 1, end, VectorText.FLOAT_POWER);
      if (number == VectorText.UNSURE) {
        return false;
      }
      p = (int) (number & POSITION);
      if (p < end && (buf[p++] != ',' || p == end)) {
        return false;
      }
    }
    return true;
  }

  private static int lastSlash(byte[] buf, int from, int to) {
    int p = to - 1;
    while (p >= from && buf[p] != '/') {
      p--;
    }
    return p < from ? -1 : p;
  }

  /** A whole number without sign; -1 where there is none, or a longer one. */
  private static long whole(byte[] buf, int from, int to) {
    if (from == to || to - from > MAX_DIGITS || !Ascii.areDigits(buf, from, to - from)) {
      return -1;
    }
    long number = 0;
    for (int i = from; i < to; i++) {
      number = number * 10 + buf[i] - '0';
    }
    return number;
  }

  @Override
  public Refusal explain(String value) {
    return VectorDiagnosis.ofSparse(dimensions, value);
  }

  @Override
  public boolean isZeroVector(byte[] buf, int from, int to) {
    for (int p = from; p < to && buf[p] != '/'; p++) {
      if (buf[p] == ':') {
        long number = vectors.number(buf, p + 1, to, VectorText.FLOAT_POWER);
        if (number == VectorText.UNSURE || (number & VectorText.NOT_ZERO) != 0) {
          return false;
        }
      }
    }
    return true;
  }
}
