package org.datamove.csv;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Finds lines above a header: titles, which fill one field at most, above a record of names and
 * records that have as many values. What is above may also be the name of a column whose values
 * hold the delimiter; so it takes a blank line below it, names that the table has, or a column of
 * numbers or dates.
 */
final class TitleLines {
  private static final int MOST_LINES = 10;
  private static final double MOST_DEVIATING = 0.1;

  /**
   * Lines above the header.
   *
   * @param lines how many physical lines to skip; 0 for none
   * @param titles how many of them are not blank
   */
  record Found(int lines, int titles) {
    static final Found NONE = new Found(0, 0);
  }

  private TitleLines() {}

  /**
   * Looks for lines above the header.
   *
   * @param text what was split
   * @param known the names of the columns that the file may have; none where that is not known
   */
  static Found before(String text, SampleSplit split, List<String> known) {
    List<List<String>> records = split.values();
    int titles = 0;
    while (titles < records.size() && titles <= MOST_LINES && filled(records.get(titles)) == 1) {
      titles++;
    }
    if (titles == 0 || titles > MOST_LINES || titles + 1 >= records.size()) {
      return Found.NONE;
    }
    List<String> names = records.get(titles);
    List<List<String>> rows = records.subList(titles + 1, records.size());
    boolean isTable =
        names.size() > 1
            && Names.areAll(names)
            && rows.stream().filter(row -> row.size() != names.size()).count()
                <= rows.size() * MOST_DEVIATING;
    if (!isTable || known.contains(only(records.get(0)))) {
      return Found.NONE;
    }
    SampleSplit.Field first = split.records().get(titles).get(0);
    String above = text.substring(0, first.quoted() ? first.from() - 1 : first.from());
    boolean sure =
        known.isEmpty()
            ? isBlankBelow(above) || hasNumbers(rows, names.size())
            : names.stream().anyMatch(known::contains);
    return sure ? new Found((int) above.lines().count(), titles) : Found.NONE;
  }

  private static long filled(List<String> record) {
    return record.stream().filter(value -> value != null && !value.isBlank()).count();
  }

  private static String only(List<String> record) {
    return record.stream().filter(Objects::nonNull).findFirst().orElse("").strip();
  }

  private static boolean isBlankBelow(String above) {
    List<String> lines = above.lines().toList();
    return lines.get(lines.size() - 1).isBlank();
  }

  private static boolean hasNumbers(List<List<String>> rows, int width) {
    return IntStream.range(0, width)
        .anyMatch(
            i ->
                rows.stream().filter(row -> row.size() == width).allMatch(row -> isNumber(row, i)));
  }

  private static boolean isNumber(List<String> row, int field) {
    String value = row.get(field) == null ? "" : row.get(field).strip();
    return !value.isEmpty()
        && Character.isDigit(value.charAt(value.charAt(0) == '-' && value.length() > 1 ? 1 : 0));
  }
}
