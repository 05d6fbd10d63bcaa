package org.datamove.quickstart;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Rows as psql prints them in its aligned format with border 1. Characters are taken to be one
 * column wide.
 */
final class AlignedTable {

  private static final Set<Integer> NUMBERS =
      Set.of(Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.NUMERIC, Types.REAL, Types.DOUBLE);

  private final List<String> names = new ArrayList<>();
  private final List<Boolean> rightAligned = new ArrayList<>();
  private final List<List<List<String>>> rows = new ArrayList<>();
  private final List<Integer> widths = new ArrayList<>();

  private AlignedTable() {}

  /** The table for all rows of a result, with its footer and an empty line. */
  static String of(ResultSet result) throws SQLException {
    AlignedTable table = new AlignedTable();
    ResultSetMetaData about = result.getMetaData();
    for (int i = 1; i <= about.getColumnCount(); i++) {
      table.names.add(about.getColumnLabel(i));
      table.rightAligned.add(NUMBERS.contains(about.getColumnType(i)));
      table.widths.add(width(about.getColumnLabel(i)));
    }
    while (result.next()) {
      List<List<String>> row = new ArrayList<>();
      for (int i = 0; i < table.names.size(); i++) {
        String value = result.getString(i + 1);
        row.add(List.of((value == null ? "" : value).split("\n", -1)));
        for (String line : row.get(i)) {
          table.widths.set(i, Math.max(table.widths.get(i), width(line)));
        }
      }
      table.rows.add(row);
    }
    return table.text();
  }

  private String text() {
    List<String> header = new ArrayList<>();
    List<String> rule = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      int room = widths.get(i) - width(names.get(i));
      header.add(" " + " ".repeat(room / 2) + names.get(i) + " ".repeat(room - room / 2) + " ");
      rule.add("-".repeat(widths.get(i) + 2));
    }
    StringBuilder text = new StringBuilder();
    text.append(String.join("|", header)).append('\n');
    text.append(String.join("+", rule)).append('\n');
    for (List<List<String>> row : rows) {
      int height = row.stream().mapToInt(List::size).max().orElse(1);
      for (int line = 0; line < height; line++) {
        text.append(line(row, line)).append('\n');
      }
    }
    text.append(rows.size() == 1 ? "(1 row)" : "(" + rows.size() + " rows)");
    return text.append("\n\n").toString();
  }

  private String line(List<List<String>> row, int number) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      List<String> lines = row.get(i);
      String value = number < lines.size() ? lines.get(number) : "";
      boolean goesOn = number + 1 < lines.size();
      boolean last = i == names.size() - 1;
      String padding = " ".repeat(widths.get(i) - width(value));
      text.append(' ').append(rightAligned.get(i) ? padding + value : value);
      if (!rightAligned.get(i) && (goesOn || !last)) {
        text.append(padding);
      }
      text.append(goesOn ? "+" : last ? "" : " ").append(last ? "" : "|");
    }
    return text.toString();
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
