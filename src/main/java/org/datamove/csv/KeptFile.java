package org.datamove.csv;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.datamove.request.CsvOptions;

/** How kept records of one file are read, and where their fields go. */
final class KeptFile {
  private final Dialect dialect;
  private final int number;
  private final int width;
  private final List<String> names;
  private final int[] fields;
  private final Sections sections;
  private final RejectColumns rejects; // null where it is no file of rejected rows itself
  private CorrectedRow corrected;

  /**
   * The records of a file.
   *
   * @param number which file it is, from 1
   * @param table the names of the table's columns
   * @param order the names of the columns in the order that they are wanted in; null where the
   *     file's own is
   */
  KeptFile(Origin origin, CsvOptions options, int number, List<String> table, List<String> order) {
    this.dialect = new Dialect(options.delimiter(), false, options);
    this.number = number;
    this.width = origin.header().size();
    this.sections = new Sections(origin.header(), false, null);
    this.rejects = options.selectsColumns() ? null : RejectColumns.of(origin.header(), table);
    List<String> given = renamed(origin.header(), options.columns());
    List<String> own =
        rejects == null
            ? given.stream().filter(name -> name != null).toList()
            : rejects.others().names();
    List<String> wanted = order == null ? own : order;
    this.names = wanted;
    this.fields = wanted.stream().mapToInt(given::indexOf).toArray();
  }

  /** The name that each field's column gets; null where it is left out. */
  private static List<String> renamed(List<String> header, Map<String, String> columns) {
    return columns.isEmpty() ? header : new ArrayList<>(header.stream().map(columns::get).toList());
  }

  Dialect dialect() {
    return dialect;
  }

  Charset charset() {
    Charset charset = dialect.options().encoding();
    return charset == null ? StandardCharsets.UTF_8 : charset;
  }

  int number() {
    return number;
  }

  /** How many fields a record has. */
  int width() {
    return width;
  }

  List<String> names() {
    return names;
  }

  boolean isBlank(Records records) throws IOException {
    return width > 1 && records.isBlank();
  }

  /** The header once more stays malformed: it is no row of the table. */
  void check(Row row) {
    if (row.problem() == null) {
      sections.skips(row);
    }
  }

  /** Whether it is a file of rejected rows itself. */
  boolean isOfRejects() {
    return rejects != null;
  }

  /** What the record that was arranged last was corrected from, or null. */
  CorrectedRow corrected() {
    return corrected;
  }

  /** Puts the fields where they are wanted. */
  void arrange(Row row) {
    corrected = rejects == null ? null : rejects.of(row);
    row.select(fields, width);
  }
}
