package org.datamove.type.infer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.datamove.type.text.Utf8;

/** Which shapes a column's values had, how often, and where each came first. */
final class Evidence {
  /**
   * Where something came first.
   *
   * @param value its number among the column's values that are not NULL, from 1
   * @param where in words, such as {@code line 7}
   * @param text the value, cut for showing
   */
  record First(Shape shape, long value, String where, String text) {}

  private static final class Tally {
    private final First first;
    private long count;

    Tally(First first) {
      this.first = first;
    }
  }

  private final Map<Shape, Tally> tallies = new EnumMap<>(Shape.class);
  private final LongFunction<String> words;
  private long values;

  /** No values so far; where one stands is put into words when it is shown. */
  Evidence(LongFunction<String> words) {
    this.words = words;
  }

  /** Counts one value. */
  void add(Shape shape, byte[] buf, int from, int to, long place) {
    values++;
    tally(shape, buf, from, to, place).count++;
  }

  /** Remembers a further fact about the value that was added last, unless it is known. */
  void note(Shape fact, byte[] buf, int from, int to, long place) {
    tally(fact, buf, from, to, place);
  }

  /** Number of values that are not NULL. */
  long values() {
    return values;
  }

  long count(Shape shape) {
    Tally tally = tallies.get(shape);
    return tally == null ? 0 : tally.count;
  }

  long count(Shape.Nearness nearness) {
    return tallies.entrySet().stream()
        .filter(entry -> entry.getKey().nearness() == nearness)
        .mapToLong(entry -> entry.getValue().count)
        .sum();
  }

  /** Where the shape came first; null if it never did. */
  First first(Shape shape) {
    Tally tally = tallies.get(shape);
    return tally == null ? null : tally.first;
  }

  /** Where each shape came first, in the order of the file. */
  List<First> firsts() {
    List<First> firsts = new ArrayList<>();
    tallies.values().forEach(tally -> firsts.add(tally.first));
    firsts.sort(Comparator.comparingLong(First::value));
    return firsts;
  }

  private Tally tally(Shape shape, byte[] buf, int from, int to, long place) {
    Tally tally = tallies.get(shape);
    if (tally == null) {
      tally = new Tally(new First(shape, values, words.apply(place), Utf8.shown(buf, from, to)));
      tallies.put(shape, tally);
    }
    return tally;
  }
}
