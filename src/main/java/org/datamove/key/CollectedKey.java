package org.datamove.key;

import java.util.BitSet;

/** A key and what was written down for it. */
final class CollectedKey {
  final UniqueKey key;
  final int[] fields;
  final KeyLog log;
  private final BitSet skipped = new BitSet();

  CollectedKey(UniqueKey key, KeyLog log) {
    this.key = key;
    this.fields = key.fields().stream().mapToInt(Integer::intValue).toArray();
    this.log = log;
  }

  /** A bit for each row: as many as there can be refused are few bytes beside the file. */
  void skip(long row) {
    if (row <= Integer.MAX_VALUE) {
      skipped.set((int) row);
    }
  }

  boolean isSkipped(long row) {
    return row <= Integer.MAX_VALUE && skipped.get((int) row);
  }
}
