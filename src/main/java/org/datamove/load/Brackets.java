package org.datamove.load;

import org.datamove.csv.Row;

/**
 * Turns the brackets around lists of numbers into the braces that an array takes, in the row's own
 * bytes, and back.
 */
final class Brackets {
  private final int[] fields;
  private final int[] opened;
  private final int[] closed;

  /** For fields by their 0-based position. */
  Brackets(int[] fields) {
    this.fields = fields;
    this.opened = new int[fields.length];
    this.closed = new int[fields.length];
  }

  /** Makes braces; an array's own text never ends in a bracket. */
  void open(Row row) {
    byte[] data = row.data();
    for (int i = 0; i < fields.length; i++) {
      int field = fields[i];
      opened[i] = -1;
      if (!row.isNull(field)) {
        int first = skipBlanks(data, row.from(field), row.to(field), 1);
        int last = skipBlanks(data, row.to(field) - 1, row.from(field) - 1, -1);
        if (first < last && data[first] == '[' && data[last] == ']') {
          data[first] = '{';
          data[last] = '}';
          opened[i] = first;
          closed[i] = last;
        }
      }
    }
  }

  /** Makes brackets again, so that the row is shown as the file has it. */
  void close(Row row) {
    for (int i = 0; i < fields.length; i++) {
      if (opened[i] >= 0) {
        row.data()[opened[i]] = '[';
        row.data()[closed[i]] = ']';
      }
    }
  }

  private static int skipBlanks(byte[] data, int from, int end, int step) {
    int p = from;
    while (p != end && (data[p] == ' ' || (data[p] >= '\t' && data[p] <= '\r'))) {
      p += step;
    }
    return p;
  }
}
