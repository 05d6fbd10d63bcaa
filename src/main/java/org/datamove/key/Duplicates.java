package org.datamove.key;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.Collectors;
import org.datamove.type.keyform.KeyBytes;

/** The rows of a file whose value of a key is an earlier row's: all counted, the first kept. */
public final class Duplicates {
  private final UniqueKey key;
  private final int keep;
  private final PriorityQueue<Duplicate> first =
      new PriorityQueue<>(Comparator.comparingLong(Duplicate::row).reversed());
  private long total;

  Duplicates(UniqueKey key, int keep) {
    this.key = key;
    this.keep = keep;
  }

  /** Takes the next row. */
  void match(KeyTable table, long hash, long row, long place, KeyBytes form, KeyBytes text) {
    long firstPlace = table.firstPlace(hash, form, place);
    if (firstPlace == 0) {
      return;
    }
    total++;
    if (first.size() < keep || first.element().row() > row) {
      if (first.size() == keep) {
        first.remove();
      }
      first.add(new Duplicate(row, place, firstPlace, display(text)));
    }
  }

  private String display(KeyBytes text) {
    return KeyText.values(text, key.fields().size()).stream()
        .map(String::valueOf)
        .collect(Collectors.joining(", "));
  }

  /** The key that the rows have in common with earlier ones. */
  public UniqueKey key() {
    return key;
  }

  /** How many there are. */
  public long total() {
    return total;
  }

  /** Those that were kept, by row. */
  public List<Duplicate> first() {
    List<Duplicate> sorted = new ArrayList<>(first);
    sorted.sort(Comparator.comparingLong(Duplicate::row));
    return sorted;
  }
}
