package org.datamove.validate.move;

import java.util.List;
import java.util.stream.Stream;
import org.datamove.catalog.ColumnInfo;
import org.datamove.catalog.TableInfo;
import org.datamove.request.Request;

/** The columns that a row with a known key takes from the file, where rows are matched by key. */
public final class UpdatedColumns {
  private UpdatedColumns() {}

  /**
   * Those of the file, or of these the ones that are asked for, but for the key, and for what takes
   * no value but its own.
   *
   * @param names the file's column names
   * @return empty where the file has the key only, or none is asked for
   */
  public static List<String> of(Request request, List<String> names) {
    List<String> key = MatchKey.columns(request);
    List<String> asked = request.options().updateColumns();
    return names.stream()
        .filter(name -> asked == null || asked.contains(name))
        .filter(name -> !key.contains(name))
        .filter(name -> isUpdatable(request.table().column(name)))
        .toList();
  }

  /**
   * A column for the place of an UPDATE's first where it updates none: one without a key, for rows
   * are locked less by it, that the caller may update.
   */
  public static String named(Request request, List<String> names) {
    List<String> key = MatchKey.columns(request);
    TableInfo table = request.table();
    return Stream.concat(
            Stream.concat(names.stream().filter(name -> !key.contains(name)), key.stream()),
            table.columns().stream().map(ColumnInfo::name))
        .filter(name -> table.column(name) != null && mayName(table, table.column(name)))
        .findFirst()
        .orElse(key.get(0));
  }

  private static boolean mayName(TableInfo table, ColumnInfo column) {
    return isUpdatable(column)
        && !column.isGenerated()
        && (table.privileges().update() || column.mayUpdate())
        && (table.privileges().select() || column.maySelect());
  }

  private static boolean isUpdatable(ColumnInfo column) {
    return column == null || column.identity() != ColumnInfo.Identity.ALWAYS;
  }
}
