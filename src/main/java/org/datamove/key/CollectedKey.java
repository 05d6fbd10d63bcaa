package org.datamove.key;

import java.util.HashSet;
import java.util.Set;

/** A key and what was written down for it. */
final class CollectedKey {
  /** Of more rows PostgreSQL is asked again, which says the same. */
  private static final int MOST_SKIPPED = 100_000;

  final UniqueKey key;
  final int[] fields;
  final KeyLog log;
  private final Set<Long> skipped = new HashSet<>();

  CollectedKey(UniqueKey key, KeyLog log) {
    this.key = key;
    this.fields = key.fields().stream().mapToInt(Integer::intValue).toArray();
    this.log = log;
  }

  void skip(long row) {
    if (skipped.size() < MOST_SKIPPED) {
      skipped.add(row);
    }
  }

  boolean isSkipped(long row) {
    return !skipped.isEmpty() && skipped.contains(row);
  }
}
