package org.datamove.plan;

import java.util.List;
import org.datamove.catalog.TableInfo;

/**
 * Statements that make a table fit a file, for the caller to run; no plan contains them.
 *
 * <p>Names are quoted and the table's is qualified, so that they mean the same whatever the
 * caller's search_path is.
 */
public final class Remedy {
  private Remedy() {}

  /**
   * Gives a column another type.
   *
   * @param column its name, unquoted
   * @param typeSql the type as SQL
   */
  public static String alterType(TableInfo table, String column, String typeSql) {
    return alter(table) + "ALTER COLUMN " + Sql.name(column) + " TYPE " + typeSql;
  }

  /** An index of the table, qualified and quoted. */
  public static String index(TableInfo table, String name) {
    return Sql.qualified(table.schema(), name);
  }

  /** Lets a column, named unquoted, hold NULL. */
  public static String dropNotNull(TableInfo table, String column) {
    return alter(table) + "ALTER COLUMN " + Sql.name(column) + " DROP NOT NULL";
  }

  /** Makes a key of columns, named unquoted. */
  public static String uniqueIndex(TableInfo table, List<String> columns) {
    return "CREATE UNIQUE INDEX ON " + name(table) + " (" + Sql.names(columns) + ")";
  }

  private static String alter(TableInfo table) {
    return "ALTER TABLE " + name(table) + " ";
  }

  private static String name(TableInfo table) {
    return Sql.qualified(table.schema(), table.name());
  }
}
