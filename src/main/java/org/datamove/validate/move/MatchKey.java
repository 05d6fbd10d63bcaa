package org.datamove.validate.move;

import java.util.List;
import org.datamove.catalog.ForeignKeyInfo;
import org.datamove.catalog.KeyInfo;
import org.datamove.catalog.TableInfo;
import org.datamove.request.Request;

/** The columns by which rows of the file and of the target are matched. */
public final class MatchKey {
  private MatchKey() {}

  /**
   * The key's columns: those the caller names, else the primary key, else a key that other tables
   * refer to.
   *
   * @return empty where there is none
   */
  public static List<String> columns(Request request) {
    TableInfo table = request.table();
    if (!request.primaryKeyColumns().isEmpty()) {
      return request.primaryKeyColumns();
    }
    if (table.primaryKey() != null) {
      return table.primaryKey().columns();
    }
    return table.referencedBy().stream()
        .filter(key -> !key.self())
        .map(ForeignKeyInfo::referencedColumns)
        .findFirst()
        .orElse(List.of());
  }

  /** The unique key over exactly these columns, or null. */
  public static KeyInfo unique(TableInfo table, List<String> columns) {
    if (table.primaryKey() != null && sameColumns(table.primaryKey(), columns)) {
      return table.primaryKey();
    }
    return table.uniqueKeys().stream()
        .filter(key -> sameColumns(key, columns))
        .findFirst()
        .orElse(null);
  }

  private static boolean sameColumns(KeyInfo key, List<String> columns) {
    return key.columns().size() == columns.size() && key.columns().containsAll(columns);
  }
}
