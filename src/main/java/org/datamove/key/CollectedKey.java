package org.datamove.key;

import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import org.datamove.csv.Row;

/** The columns of a key, and what was written down of them. */
final class CollectedKey {
  /** Which rows have a key. */
  enum Nulls {
    /** Those without NULL in it. */
    NONE,
    /** Those with anything but NULL in it. */
    SOME,
    /** All. */
    ALL
  }

  final List<String> columns;
  final int[] fields;
  final KeyLog log;
  private final Nulls nulls;
  private final BitSet skipped = new BitSet();

  CollectedKey(List<String> columns, List<Integer> fields, Nulls nulls, KeyLog log) {
    this.columns = columns;
    this.fields = fields.stream().mapToInt(Integer::intValue).toArray();
    this.nulls = nulls;
    this.log = log;
  }

  /** Whether a row has the key. */
  boolean isIn(Row row) {
    if (nulls == Nulls.ALL) {
      return true;
    }
    int count = 0;
    for (int field : fields) {
      count += row.isNull(field) ? 1 : 0;
    }
    return nulls == Nulls.NONE ? count == 0 : count < fields.length;
  }

  boolean has(int field) {
    for (int own : fields) {
      if (own == field) {
        return true;
      }
    }
    return false;
  }

  /** A bit for each row: as many as there can be refused are few bytes beside the file. */
  void skip(long row) {
    if (row <= Integer.MAX_VALUE) {
      skipped.set((int) row);
    }
  }

  void delete() {
    try {
      log.delete();
    } catch (IOException e) {
      // it goes with its directory
    }
  }

  boolean isSkipped(long row) {
    return row <= Integer.MAX_VALUE && skipped.get((int) row);
  }
}
