package org.datamove.csv;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.datamove.error.RequestException;
import org.datamove.request.CsvOptions;
import org.datamove.request.HeaderOption;

/** The columns of a file that are read, in the file's order. */
final class ColumnSelection {
  private static final int MOST_NAMES = 20;
  private static final int NAME_CHARS = 63;

  private final int[] fields;
  private final int expected;
  private final List<String> names;

  private ColumnSelection(int[] fields, int expected, List<String> names) {
    this.fields = fields;
    this.expected = expected;
    this.names = names;
  }

  /**
   * Finds the columns that the caller wants; in a file that has no record they are nowhere.
   *
   * @param file closed where it has not got them
   * @param names the names that it has
   * @param rejects where it is a file of rejected rows, what it has besides; else null
   * @return null where all columns are read
   * @throws RequestException where it has none of a name, or several (SQLSTATE 22023)
   */
  static ColumnSelection of(CsvPart file, List<String> names, RejectColumns rejects)
      throws IOException {
    CsvOptions options = file.dialect().options();
    if (!options.selectsColumns()) {
      return rejects == null ? null : rejects.others();
    }
    if (file.isEmpty() && !(options.header() instanceof HeaderOption.Names)) {
      return new ColumnSelection(new int[0], 0, List.copyOf(options.columns().values()));
    }
    try {
      return of(options.columns(), names);
    } catch (RequestException e) {
      file.close();
      throw e;
    }
  }

  /** All columns of a file but some. */
  static ColumnSelection without(List<String> others, List<String> file) {
    int[] fields =
        IntStream.range(0, file.size()).filter(i -> !others.contains(file.get(i))).toArray();
    List<String> names = Arrays.stream(fields).mapToObj(file::get).toList();
    return new ColumnSelection(fields, file.size(), names);
  }

  private static ColumnSelection of(Map<String, String> wanted, List<String> file) {
    for (String name : wanted.keySet()) {
      if (!file.contains(name)) {
        throw RequestException.invalid(
            "column \"" + name + "\" named in option \"columns\" is not in the file",
            null,
            "The file's columns are: " + list(file) + ".");
      }
      if (file.indexOf(name) != file.lastIndexOf(name)) {
        throw RequestException.invalid(
            "column \""
                + name
                + "\" named in option \"columns\" appears more than once in the file",
            null,
            "Give the columns names in the option \"header\", and leave the header line out with"
                + " \"skip_lines\".");
      }
    }
    int[] fields = new int[wanted.size()];
    List<String> names = new ArrayList<>();
    for (int i = 0; i < file.size(); i++) {
      String name = wanted.get(file.get(i));
      if (name != null) {
        fields[names.size()] = i;
        names.add(name);
      }
    }
    return new ColumnSelection(fields, file.size(), List.copyOf(names));
  }

  /** The names that the columns get. */
  List<String> names() {
    return names;
  }

  /** Drops the fields of the other columns. */
  void apply(Row row) {
    row.select(fields, expected);
  }

  private static String list(List<String> names) {
    List<String> quoted = new ArrayList<>();
    for (String name : names.subList(0, Math.min(names.size(), MOST_NAMES))) {
      quoted.add(
          '"' + Excerpt.orWhole(name.replace('\n', ' ').replace('\r', ' '), NAME_CHARS) + '"');
    }
    int others = names.size() - quoted.size();
    return String.join(", ", quoted) + (others > 0 ? " and " + others + " more" : "");
  }
}
