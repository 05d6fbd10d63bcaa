package org.datamove.type.infer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;
import org.datamove.type.InferredType;
import org.datamove.type.text.Utf8;
import org.datamove.type.text.VectorText;

/**
 * Finds the narrowest type that holds every value of one column without loss. Feed it the whole
 * column, value by value, then ask for the profile. What is lossless is told in {@code
 * docs/types.md}.
 *
 * <p>Memory is bounded whatever the number and length of the values, and no object is made per
 * value. Not thread-safe; one instance per column.
 */
public final class TypeInference {
  private static final int MAX_EXAMPLES = 3;

  private final ShapeReader reader = new ShapeReader();
  private final Evidence evidence;
  private final ArrayLengths lengths;
  private final ListNumbers lists;
  private final byte[][] exampleBytes = new byte[MAX_EXAMPLES][];
  private final List<String> examples = new ArrayList<>(MAX_EXAMPLES);
  private long nulls;
  private int minLength = Integer.MAX_VALUE;
  private int maxLength;
  private boolean lossyAsDouble;

  /** A column without values so far, of a single file. */
  public TypeInference() {
    this(place -> "line " + place, true);
  }

  /**
   * A column without values so far.
   *
   * @param words puts into words where a value stands, such as {@code line 7}
   * @param vectors whether there is a type for vectors
   */
  public TypeInference(LongFunction<String> words, boolean vectors) {
    this.evidence = new Evidence(words);
    this.lengths = new ArrayLengths(words);
    this.lists = new ListNumbers(words, vectors);
  }

  /**
   * Takes the next value, one that is not NULL.
   *
   * @param buf holds the value's text in valid UTF-8; it is only read, and not kept
   * @param from position of the first byte
   * @param to position after the last byte; equal to {@code from} for the empty string
   * @param place where the value's record starts, for the note, as the column can put it into words
   */
  public void add(byte[] buf, int from, int to, long place) {
    int length = Utf8.length(buf, from, to);
    minLength = Math.min(minLength, length);
    maxLength = Math.max(maxLength, length);
    if (examples.size() < MAX_EXAMPLES) {
      addExample(buf, from, to);
    }
    Shape shape = reader.read(buf, from, to);
    long list = reader.list();
    if (list != VectorText.UNSURE) {
      lengths.add(VectorText.elements(list), place);
      lists.add(buf, from, to, list, place);
    }
    evidence.add(shape, buf, from, to, place);
    if (!lossyAsDouble && shape.isDecimal()) {
      Shape loss = reader.lossAsDouble();
      if (loss != null) {
        lossyAsDouble = true;
        evidence.note(loss, buf, from, to, place);
      }
    }
  }

  /** Takes the next value, a NULL. */
  public void addNull() {
    nulls++;
  }

  /** What the values taken so far say about the column. */
  public ColumnProfile finish() {
    long values = evidence.values();
    TypeDecision decision = TypeDecision.of(evidence, lengths, lists, nulls);
    return new ColumnProfile(
        decision.type(),
        values + nulls,
        nulls,
        values == 0 ? 0 : minLength,
        maxLength,
        examples,
        decision.note(),
        decision.type() == InferredType.VECTOR
            ? new ListProfile(lengths.common(), lists.changed(), lists.array())
            : null);
  }

  private void addExample(byte[] buf, int from, int to) {
    int end = Utf8.prefixEnd(buf, from, to, Utf8.SHOWN_CHARACTERS);
    if (end < to) {
      end = Utf8.prefixEnd(buf, from, to, Utf8.SHOWN_CHARACTERS - 1);
    }
    for (int i = 0; i < examples.size(); i++) {
      byte[] known = exampleBytes[i];
      if (Arrays.equals(known, 0, known.length, buf, from, end)) {
        return;
      }
    }
    exampleBytes[examples.size()] = Arrays.copyOfRange(buf, from, end);
    String text = new String(buf, from, end - from, StandardCharsets.UTF_8);
    examples.add(end < to ? text + "…" : text);
  }
}
