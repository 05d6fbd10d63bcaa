package org.datamove.csv;

import java.util.List;
import java.util.regex.Pattern;
import org.datamove.request.CsvOptions;
import org.datamove.request.HeaderOption;

/**
 * The columns that a file of rejected rows has besides those of the table, as {@code
 * datamove.rejected_file} writes them. They are none of the table's.
 */
final class RejectColumns {
  static final String RECORD = "datamove_record";
  private static final String MOVE = "datamove_move_id";
  private static final String ROW = "datamove_row_number";
  private static final List<String> ALL = List.of(MOVE, ROW, "datamove_messages", RECORD);
  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  private final List<String> names;

  private RejectColumns(List<String> names) {
    this.names = names;
  }

  /**
   * Those of a file.
   *
   * @param names of all its columns
   * @param table the names of the table's
   * @param options how the caller says that the file is written
   * @return null where the caller says which columns are read, where not all of them are there, or
   *     the table has one of that name
   */
  static RejectColumns of(CsvOptions options, List<String> names, List<String> table) {
    if (options.selectsColumns() || !(options.header() instanceof HeaderOption.Present)) {
      return null;
    }
    return of(names, table);
  }

  /** The same where all columns are read, and the file's names are known. */
  static RejectColumns of(List<String> names, List<String> table) {
    boolean all = ALL.stream().allMatch(name -> names.indexOf(name) >= 0 && isOnce(names, name));
    return all && ALL.stream().noneMatch(table::contains) ? new RejectColumns(names) : null;
  }

  private static boolean isOnce(List<String> names, String name) {
    return names.indexOf(name) == names.lastIndexOf(name);
  }

  /** The columns that are the table's. */
  ColumnSelection others() {
    return ColumnSelection.without(ALL, names);
  }

  /**
   * What a record was corrected from; null where it does not say so. One that is not mended yet is
   * malformed.
   */
  CorrectedRow of(Row row) {
    if (row.problem() != null || row.fields() != names.size()) {
      return null;
    }
    int record = names.indexOf(RECORD);
    if (!row.isNull(record) && row.to(record) > row.from(record)) {
      row.problem(new CsvProblem(CsvProblem.Kind.UNMENDED_RECORD, row.line(), ""));
      return null;
    }
    String move = row.text(names.indexOf(MOVE));
    String number = row.text(names.indexOf(ROW));
    return move != null
            && number != null
            && UUID.matcher(move).matches()
            && NUMBER.matcher(number).matches()
        ? new CorrectedRow(move, Long.parseLong(number))
        : null;
  }
}
