package org.datamove.type.infer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;

/** How long a column's arrays of numbers are: how many of each length, and where the first is. */
final class ArrayLengths {
  private static final int MOST = 64;
  private static final int SHOWN = 5;

  private final int[] lengths = new int[MOST];
  private final long[] counts = new long[MOST];
  private final long[] places = new long[MOST];
  private final LongFunction<String> words;
  private int known;
  private int recent;
  private long values;

  /**
   * Nothing counted so far.
   *
   * @param words puts into words where a value stands
   */
  ArrayLengths(LongFunction<String> words) {
    this.words = words;
  }

  /** Counts an array. Of more than 64 lengths only the first 64 are told apart. */
  void add(int length, long place) {
    values++;
    if (recent < known && lengths[recent] == length) {
      counts[recent]++;
      return;
    }
    for (int i = 0; i < known; i++) {
      if (lengths[i] == length) {
        recent = i;
        counts[i]++;
        return;
      }
    }
    if (known < MOST) {
      recent = known;
      lengths[known] = length;
      counts[known] = 1;
      places[known++] = place;
    }
  }

  /** How many arrays of numbers there are. */
  long values() {
    return values;
  }

  /** Whether there are arrays of more than one length. */
  boolean areMixed() {
    return known > 1;
  }

  /** The length that all of them have; 0 where there is none or several. */
  int common() {
    return known == 1 ? lengths[0] : 0;
  }

  /** The commonest lengths: {@code 3 numbers in 2 values, first on line 2; 4 numbers in …}. */
  String describe() {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < known; i++) {
      order.add(i);
    }
    order.sort((a, b) -> Long.compare(counts[b], counts[a]));
    StringBuilder text = new StringBuilder();
    for (int i : order.subList(0, Math.min(SHOWN, known))) {
      text.append(text.isEmpty() ? "" : "; ")
          .append(lengths[i])
          .append(lengths[i] == 1 ? " number in " : " numbers in ")
          .append(counts[i])
          .append(counts[i] == 1 ? " value, on " : " values, first on ")
          .append(words.apply(places[i]));
    }
    long told = order.stream().limit(SHOWN).mapToLong(i -> counts[i]).sum();
    if (told < Arrays.stream(counts).sum() || told < values) {
      text.append("; other lengths in ").append(values - told);
    }
    return text.toString();
  }
}
