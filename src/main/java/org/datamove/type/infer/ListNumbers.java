package org.datamove.type.infer;

import java.nio.charset.StandardCharsets;
import java.util.function.LongFunction;
import org.datamove.type.InferredType;
import org.datamove.type.alter.AlteredNumbers;
import org.datamove.type.text.Ascii;
import org.datamove.type.text.DecimalText;
import org.datamove.type.text.FloatText;
import org.datamove.type.text.Utf8;
import org.datamove.type.text.VectorText;

/**
 * What the numbers in a column's lists tell of the types that hold them: whether {@code real} gives
 * each of them back, and which array does where it does not.
 */
final class ListNumbers {
  private static final int EMBEDDING = VectorText.EMBEDDING;
  private static final float WHOLE = 1 << 24;

  /** So many characters hold no more than 64 bits. */
  private static final int DIGITS = 18;

  /** Six significant digits come back from real. */
  private static final long SURE = 1_000_000;

  private final LongFunction<String> words;
  private final boolean vectors;
  private final NumberText number = new NumberText();
  private final DecimalText decimal = new DecimalText();
  private String roundedDecimal;
  private String roundedWhole;
  private String leadingZeros;
  private boolean fraction;
  private boolean exponent;
  private boolean big;
  private boolean respelled;
  private boolean lossyAsDouble;

  /**
   * No lists so far.
   *
   * @param words puts into words where a value stands
   * @param vectors whether embeddings will be vectors, so that it matters little what else could
   *     hold them
   */
  ListNumbers(LongFunction<String> words, boolean vectors) {
    this.words = words;
    this.vectors = vectors;
  }

  /**
   * Takes a list.
   *
   * @param read what {@link VectorText#read} made of it
   */
  void add(byte[] buf, int from, int to, long read, long place) {
    if (VectorText.elements(read) == 0) {
      return;
    }
    if (leadingZeros == null && (read & VectorText.LEADING_ZEROS) != 0) {
      leadingZeros = "\"" + Utf8.shown(buf, from, to) + "\" on " + words.apply(place);
    }
    boolean large = (read & VectorText.LARGE) != 0;
    boolean exact = !vectors || VectorText.elements(read) < EMBEDDING || large;
    boolean real = roundedDecimal == null || (roundedWhole == null && exact);
    fraction |= (read & VectorText.FRACTION) != 0;
    exponent |= (read & VectorText.EXPONENT) != 0;
    respelled |= (read & VectorText.RESPELLED) != 0;
    big |= (read & VectorText.LONG) != 0 && !exact;
    lossyAsDouble |= !exact && (read & VectorText.BEYOND_DOUBLE) != 0;
    if (!real && !exact) {
      return;
    }
    int end = Ascii.trimEnd(buf, from, to) - 1;
    int p = Ascii.skipSpace(buf, from, to) + 1;
    boolean decimals = !exact && !large;
    while (p < end) {
      int kept = decimals ? keptEnd(buf, p, end) : -1;
      if (kept >= 0) {
        p = kept + 1;
        continue;
      }
      int comma = p;
      while (comma < end && buf[comma] != ',') {
        comma++;
      }
      int start = Ascii.skipSpace(buf, p, comma);
      int stop = Ascii.trimEnd(buf, start, comma);
      if (real && isChanged(buf, start, stop, large)) {
        changed(buf, start, stop, place);
      }
      if (exact) {
        inArray(buf, start, stop);
      }
      p = comma + 1;
    }
  }

  /**
   * Where a number that real surely keeps ends, one without white space and exponent that is not
   * {@link VectorText#LARGE}; -1 if it is another one.
   */
  private static int keptEnd(byte[] buf, int from, int to) {
    int p = buf[from] == '-' ? from + 1 : from;
    int most = Math.min(to, p + DIGITS);
    int point = to;
    long digits = 0;
    for (; p < most; p++) {
      int digit = buf[p] - '0';
      if (digit >= 0 && digit <= 9) {
        digits = digits * 10 + digit;
      } else if (buf[p] == '.') {
        point = p;
      } else {
        break;
      }
    }
    if (p < to && buf[p] != ',') {
      return -1;
    }
    if (digits < SURE) {
      return p;
    }
    int power = point < p ? point + 1 - p : 0;
    while (digits % 10 == 0) {
      digits /= 10;
      power++;
    }
    return FloatText.keeps(digits, power) ? p : -1;
  }

  /** Whether real rounds a number, or writes it with an exponent that it does not have. */
  private boolean isChanged(byte[] buf, int from, int to, boolean large) {
    return !AlteredNumbers.isKept(buf, from, to, true, decimal)
        || (large
            && !hasExponent(buf, from, to)
            && Math.abs(Float.parseFloat(text(buf, from, to))) > WHOLE);
  }

  private static boolean hasExponent(byte[] buf, int from, int to) {
    int p = from;
    while (p < to && (buf[p] | 0x20) != 'e') {
      p++;
    }
    return p < to;
  }

  private static String text(byte[] buf, int from, int to) {
    return new String(buf, from, to - from, StandardCharsets.US_ASCII);
  }

  private void changed(byte[] buf, int from, int to, long place) {
    boolean whole = Math.abs(Float.parseFloat(text(buf, from, to))) >= WHOLE;
    if (whole ? roundedWhole == null : roundedDecimal == null) {
      String where = Utf8.shown(buf, from, to) + " on " + words.apply(place);
      roundedWhole = whole ? where : roundedWhole;
      roundedDecimal = whole ? roundedDecimal : where;
    }
  }

  private void inArray(byte[] buf, int from, int to) {
    Shape shape = number.read(buf, from, to);
    big |= shape == Shape.BIG_INTEGER;
    lossyAsDouble |= shape.isDecimal() ? number.lossAsDouble() != null : shape != Shape.EXPONENT;
  }

  /** Whether vectors of a number of dimensions hold the lists, but for decimals of embeddings. */
  boolean areVectors(int dimensions) {
    return leadingZeros == null
        && roundedWhole == null
        && (dimensions >= EMBEDDING || roundedDecimal == null);
  }

  /** The first list that has a number with zeros in front, and where it is; null if none. */
  String leadingZeros() {
    return leadingZeros;
  }

  /** Whether real gives every number back. */
  boolean areReal() {
    return roundedWhole == null && roundedDecimal == null;
  }

  /** A number that real changes, and where it is: {@code 0.123456789 on line 7}; null if none. */
  String changed() {
    return roundedWhole != null ? roundedWhole : roundedDecimal;
  }

  /** The type of array that gives every number back; null where none does. */
  InferredType array() {
    if (respelled) {
      return null;
    }
    if (exponent) {
      return lossyAsDouble ? null : InferredType.DOUBLE_LIST;
    }
    return fraction || big ? InferredType.NUMERIC_LIST : InferredType.BIGINT_LIST;
  }
}
