package org.datamove.csv;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Finds what several files in one leave between the rows: the header once more, and the header of
 * another table. Looks at a single field of nearly all rows.
 */
final class Sections {
  private static final String MARK = "\uFEFF";
  private static final byte[] MARK_BYTES = MARK.getBytes(StandardCharsets.UTF_8);

  private final List<String> names;
  private final boolean lenient;
  private final Admission told;
  private final TableBreak tables;
  private final int telling; // the first column that has a name, or -1 where no header is found
  private final int begin; // how that name begins, in lower case; -1 beyond ASCII
  private final byte[] leads; // with which bytes it may begin beyond ASCII
  private Row candidate; // a record that may start a table, or null
  private int fieldsOfTable; // how many fields the records of the second table have, or 0

  /**
   * Looks for a header with some names. One name alone, and numbers, are values as well.
   *
   * @param lenient whether what is certain is repaired
   * @param told is told of what is found
   */
  Sections(List<String> names, boolean lenient, Admission told) {
    this.lenient = lenient;
    this.told = told;
    this.tables = new TableBreak(told);
    this.names = names.stream().map(Names::normal).toList();
    int first = 0;
    while (first < names.size() && this.names.get(first).isEmpty()) {
      first++;
    }
    boolean letters = this.names.stream().anyMatch(Names::hasLetter);
    this.telling = names.size() > 1 && letters ? first : -1;
    char letter = telling < 0 ? 0 : this.names.get(telling).charAt(0);
    this.begin = letter < 0x80 ? letter : -1;
    String name = Character.toString(letter);
    this.leads = new byte[] {lead(name), lead(name.toUpperCase(Locale.ROOT))};
  }

  private static int lower(byte b) {
    return b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b;
  }

  private static byte lead(String text) {
    return text.getBytes(StandardCharsets.UTF_8)[0];
  }

  /** Whether a record is skipped for being the header once more; else such a one is malformed. */
  boolean skips(Row row) {
    if (!isHeader(row)) {
      return false;
    }
    if (lenient) {
      told.skips(row);
    } else {
      row.problem(new CsvProblem(CsvProblem.Kind.REPEATED_HEADER, row.line(), ""));
    }
    return lenient;
  }

  /** At the end of a file. */
  void endFile() {
    tables.end();
  }

  /** Whether a record has another number of fields than it should have, as a second table does. */
  boolean isOfOtherTable(Row row, int width) {
    if (row.fields() == width) {
      tables.add(row);
      return false;
    }
    Row table = tableBefore(row);
    if (table != null) {
      told.secondTable(table);
    }
    return row.fields() == fieldsOfTable;
  }

  /** Whether a record has the header's names, whatever their case and the blanks around them. */
  private boolean isHeader(Row row) {
    if (telling < 0
        || row.fields() != names.size()
        || !mayBegin(row.data(), row.from(telling), row.to(telling))) {
      return false;
    }
    boolean marked = row.text(0) != null && row.text(0).startsWith(MARK);
    if (row.problem() != null && !marked) {
      return false;
    }
    for (int i = 0; i < names.size(); i++) {
      String value = row.text(i) == null ? "" : row.text(i);
      String name = marked ? value.replace(MARK, "").replace("\"", "") : value;
      if (!Names.normal(name).equals(names.get(i))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether a field may be the telling name, by its first byte; a mark or a blank may precede it.
   */
  private boolean mayBegin(byte[] data, int from, int to) {
    if (from == to) {
      return false;
    }
    byte first = data[from];
    boolean mark =
        first == MARK_BYTES[0] && to - from > MARK_BYTES.length && data[from + 1] == MARK_BYTES[1];
    return first == ' '
        || mark
        || (first >= 0 ? lower(first) == begin : first == leads[0] || first == leads[1]);
  }

  /** The record that starts a second table, once a record makes that certain; else null. */
  private Row tableBefore(Row row) {
    if (row.fields() == fieldsOfTable || row.problem() != null || row.fields() < 2) {
      return null;
    }
    Row before = candidate;
    candidate = null;
    if (Names.areAll(row) && row.blankLines() > 0) {
      fieldsOfTable = row.fields();
      return row;
    }
    if (Names.areAll(row)) {
      candidate = new Row();
      candidate.copy(row, row.number());
      return null;
    }
    boolean follows =
        before != null && before.fields() == row.fields() && before.number() + 1 == row.number();
    if (!follows) {
      return null;
    }
    fieldsOfTable = row.fields();
    return before;
  }
}
