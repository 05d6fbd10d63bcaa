package org.datamove.csv;

/**
 * Finds a second table that has as many columns as the first: behind a blank line a record of names
 * stands in columns that held nothing but numbers and dates, and the records below it hold these
 * again. It is the only blank line, or tables start behind the others: else they are but space.
 * Where one column alone does so, and no other changes, it takes some rows to be sure.
 *
 * <p>Looks at some of the rows, and at all that follow such a record.
 */
final class TableBreak {
  private static final int FIRST_ROWS = 64;
  private static final int EVERY = 64;
  private static final int ROWS_OF_ONE_COLUMN = 3;

  private static final byte DIGITS = 1;
  private static final byte WORDS = 2;

  private final Admission told;
  private byte[] before = new byte[0]; // what the columns held so far
  private byte[] after = new byte[0]; // what they hold below the candidate
  private long rows;
  private long rowsAfter;
  private boolean spaced; // whether blank lines stand between the rows of the table
  private Row candidate; // a record that may start a table, or null

  /** Tells whom to tell. */
  TableBreak(Admission told) {
    this.told = told;
  }

  /** Takes a record of the right number of fields. */
  void add(Row row) {
    if (before.length != row.fields()) {
      before = new byte[row.fields()];
      rows = 0;
      spaced = false;
      candidate = null;
    }
    if (row.blankLines() > 0) {
      decide(row.problem() == null && Names.areAll(row));
      boolean first = !spaced;
      spaced = true;
      if (first && mayStart(row)) {
        candidate = new Row();
        candidate.copy(row, row.number());
        after = new byte[row.fields()];
        rowsAfter = 0;
        return;
      }
    }
    if (candidate != null) {
      take(row, after);
      rowsAfter++;
    } else if (rows < FIRST_ROWS || rows % EVERY == 0) {
      take(row, before);
    }
    rows++;
  }

  /** At the end of a file. */
  void end() {
    decide(true);
  }

  private void take(Row row, byte[] seen) {
    if (row.problem() != null) {
      return;
    }
    for (int i = 0; i < row.fields(); i++) {
      seen[i] |= kind(row, i);
    }
  }

  /** Whether a value begins as numbers and dates do; neither where there is none. */
  private static byte kind(Row row, int field) {
    byte[] data = row.data();
    int from = row.from(field);
    int to = row.to(field);
    while (from < to && (data[from] == ' ' || data[from] == '-' || data[from] == '.')) {
      from++;
    }
    return from == to ? 0 : data[from] >= '0' && data[from] <= '9' ? DIGITS : WORDS;
  }

  private boolean mayStart(Row row) {
    return row.problem() == null && count(DIGITS, 0) > 0 && Names.areAll(row);
  }

  /**
   * Tells of the candidate if it starts a table, and forgets it.
   *
   * @param ended whether the file ends, or yet another table may start: no blank line is but space
   */
  private void decide(boolean ended) {
    if (candidate == null) {
      return;
    }
    if (ended && rowsAfter > 0 && isTable()) {
      told.tableAlike(candidate);
      before = after;
      rows = rowsAfter;
      spaced = false;
    } else {
      // It is a row like any other.
      take(candidate, before);
      for (int i = 0; i < after.length; i++) {
        before[i] |= after[i];
      }
      rows += rowsAfter + 1;
    }
    candidate = null;
  }

  private boolean isTable() {
    int again = count(DIGITS, DIGITS);
    int changed = count(DIGITS, WORDS) + count(WORDS, DIGITS);
    boolean digitsBelow = again + count(WORDS, DIGITS) > 0;
    return digitsBelow && (changed > 0 || again > 1 || (again == 1 && rows >= ROWS_OF_ONE_COLUMN));
  }

  /** How many columns held one kind before and hold another below; 0 is any. */
  private int count(int first, int second) {
    int count = 0;
    for (int i = 0; i < before.length; i++) {
      boolean below = second == 0 || (i < after.length && after[i] == second);
      count += before[i] == first && below ? 1 : 0;
    }
    return count;
  }
}
