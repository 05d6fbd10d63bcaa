package org.datamove.csv;

import java.io.IOException;

/**
 * What becomes of a record with a misplaced quote: it is read in the one way that its line allows,
 * or stays malformed, and ends where the lines behind it show that it does.
 *
 * @param length of the record, with its line end
 * @param lines how many it takes
 * @param reading the one way to read it, or null
 */
record LineRepair(long length, int lines, LineReading reading) {
  /** How many records of a file are read in another way for the sake of a message. */
  static final int MOST_SHOWN = 1000;

  private static final int MOST_JOINED_LINES = 1000;
  private static final int MOST_LINES_OF_NEXT = 20;
  private static final int MOST_JOINED_CHARS = 16 * 1024;

  /**
   * Looks at a record and at the lines behind it.
   *
   * @param expected how many fields a record should have, or 0 where that is not known
   * @param onFirstLine whether what is wrong with it stands on its first line
   * @param length of the record as it is read strictly
   * @return null where it is to be left as it is
   */
  static LineRepair of(
      Records records, Dialect dialect, int expected, boolean onFirstLine, long length)
      throws IOException {
    String first = records.line(0);
    long end = records.behind(0);
    LineReading reading = LineReading.of(first, dialect, expected);
    if (!onFirstLine || length > end) {
      return reading.isLikely() && areRecords(records, dialect, expected, end, length)
          ? of(reading, end)
          : null;
    }
    StringBuilder joined = new StringBuilder(first);
    long at = end;
    for (int lines = 2; lines <= MOST_JOINED_LINES; lines++) {
      String next = records.line(at);
      if (next == null || joined.length() + next.length() > MOST_JOINED_CHARS) {
        break;
      }
      joined.append('\n').append(next);
      long from = at;
      at = records.behind(at);
      if (next.indexOf(dialect.options().quote()) >= 0) {
        if (!isAlone(records, dialect, expected, from)) {
          boolean isOne = LineReading.of(joined.toString(), dialect, expected).isPossible();
          return isOne ? new LineRepair(at, lines, null) : new LineRepair(end, 1, null);
        }
        break;
      }
    }
    return isLeftAlone(records, dialect, expected, end)
        ? of(reading, end)
        : new LineRepair(end, 1, null);
  }

  /** Whether the next line is a record of its own too, so that this one is nothing but its line. */
  private static boolean isLeftAlone(Records records, Dialect dialect, int expected, long from)
      throws IOException {
    long at = from;
    String next = records.line(at);
    while (next != null && next.isBlank()) {
      at = records.behind(at);
      next = records.line(at);
    }
    return next == null || isAlone(records, dialect, expected, at);
  }

  /** Whether a line is a record of its own, or starts one of several lines. */
  private static boolean isAlone(Records records, Dialect dialect, int expected, long from)
      throws IOException {
    StringBuilder record = new StringBuilder(records.line(from));
    if (expected == 0 || LineReading.of(record.toString(), dialect, expected).isCertain()) {
      return true;
    }
    long at = from;
    for (int lines = 1; lines < MOST_LINES_OF_NEXT; lines++) {
      if (LineFields.isWellFormed(record.toString(), dialect, expected)) {
        return true;
      }
      at = records.behind(at);
      String next = records.line(at);
      if (next == null || record.length() + next.length() > MOST_JOINED_CHARS) {
        return false;
      }
      record.append('\n').append(next);
    }
    return false;
  }

  private static LineRepair of(LineReading reading, long end) {
    return new LineRepair(end, 1, reading.isCertain() ? reading : null);
  }

  /**
   * Whether each line that a quote has swallowed is a record of its own. Lines of one field in
   * quotes cannot all be: its first line has too few fields, or its last.
   */
  private static boolean areRecords(
      Records records, Dialect dialect, int expected, long from, long to) throws IOException {
    long at = from;
    while (at < to) {
      String line = records.line(at);
      if (expected < 2 || line == null || !LineFields.isWellFormed(line, dialect, expected)) {
        return false;
      }
      at = records.behind(at);
    }
    return true;
  }

  /** Makes a row what the record is, or tells in words what it could be where it is strict. */
  void apply(Row row, long rowNumber, CsvProblem found, boolean lenient) {
    if (!lenient) {
      row.repair(reading == null ? null : reading.corrected());
      return;
    }
    if (reading == null) {
      row.problem(found);
      return;
    }
    row.start(rowNumber, row.line());
    CsvProblem.Kind flaw = reading.fill(row);
    if (flaw == null) {
      row.keptQuote(found);
    } else {
      row.problem(new CsvProblem(flaw, row.line(), ""));
    }
  }

  /** Whether what is wrong with a record stands on its first line and leaves the others alone. */
  static boolean isOnFirstLine(Records records, Row row) throws IOException {
    return row.problem().line() == row.line()
        && (row.problem().kind() != CsvProblem.Kind.UNCLOSED_QUOTE
            || records.length() <= records.behind(0));
  }

  /** What is wrong with the record, on the lines that it takes. */
  static CsvProblem problem(Records records, Row row, boolean onFirstLine) throws IOException {
    return onFirstLine
        ? row.problem()
        : new CsvProblem(
            CsvProblem.Kind.UNCLOSED_ON_LINE, row.line(), Excerpt.of(records.line(0), 40));
  }
}
