package org.datamove.plan;

import java.util.List;

/**
 * The keys of the rows that have gone in, where rows are matched by a key: one that comes again
 * would change the row of before.
 *
 * @param table the name of a temporary table, quoted
 * @param target the target, qualified and quoted
 * @param key the key's columns
 */
public record SeenKeys(String table, String target, List<String> key) {
  List<String> create() {
    String columns = Sql.names(key);
    return List.of(
        "CREATE TEMPORARY TABLE "
            + table
            + " ON COMMIT DROP AS SELECT "
            + columns
            + " FROM "
            + target
            + " WITH NO DATA",
        "CREATE UNIQUE INDEX ON pg_temp." + table + " (" + columns + ")");
  }

  String into() {
    String columns = Sql.names(key);
    return "INSERT INTO pg_temp." + table + " (" + columns + ") SELECT " + columns + " FROM ";
  }

  /** Whether an error is about such a table, by its name without quotes. */
  public boolean isOf(String name) {
    return name != null && table.equals(Sql.name(name));
  }
}
