package org.datamove.plan;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The statement that updates and inserts the rows of a staging table by key, and counts them as
 * PostgreSQL decides about each: whether it was inserted, updated or left as it is. What is equal
 * byte by byte is not written again.
 *
 * <p>Counts that no column of the result shows are kept in settings of the transaction: unlike a
 * sequence they are no object that somebody would have to make, own and see.
 */
final class Upsert {
  private static final String UNCHANGED = "'datamove.unchanged'";
  private static final String WAY = "'datamove.row_is'";

  private final String target;
  private final String columns;
  private final String staging;
  private final boolean showsUpdates;

  /**
   * A statement.
   *
   * @param target the quoted name of the table
   * @param columns the quoted columns of the file
   * @param staging the quoted name of the staging table
   * @param showsUpdates whether the table shows the caller which rows were updated: one that is
   *     divided has no system columns of its own, and a right on columns is none on them
   */
  Upsert(String target, String columns, String staging, boolean showsUpdates) {
    this.target = target;
    this.columns = columns;
    this.staging = staging;
    this.showsUpdates = showsUpdates;
  }

  /**
   * The step.
   *
   * @param key the columns of the key
   * @param updated the columns that rows with a known key take from the file, possibly none
   * @param locked a column that is named where there are none
   */
  Step.StagedInsert step(List<String> key, List<String> updated, String locked) {
    String into =
        "INSERT INTO "
            + target
            + " AS kept ("
            + columns
            + ") OVERRIDING SYSTEM VALUE SELECT "
            + columns
            + " FROM ";
    String update =
        " ON CONFLICT ("
            + Sql.names(key)
            + ") DO UPDATE SET "
            + (updated.isEmpty() ? assignment(locked, "kept") : assignments(updated))
            + " WHERE ";
    String counting =
        "WITH written AS ("
            + into
            + staging
            + " WHERE (SELECT "
            + set(UNCHANGED, "'0'")
            + ") IS NOT NULL"
            + (showsUpdates ? "" : " AND " + set(WAY, "'new'") + " IS NOT NULL")
            + update
            + (updated.isEmpty() ? countUnchanged() : countingChanged(updated))
            + " RETURNING "
            + (showsUpdates
                ? "kept.xmax OPERATOR(pg_catalog.=) 0"
                : "pg_catalog.current_setting(" + WAY + ") OPERATOR(pg_catalog.=) 'new'")
            + " AS is_new) SELECT pg_catalog.json_build_object('inserted', pg_catalog.count(*)"
            + " FILTER (WHERE is_new), 'updated', pg_catalog.count(*) FILTER (WHERE NOT is_new),"
            + " 'unchanged', "
            + number(UNCHANGED)
            + ") FROM written";
    return new Step.StagedInsert(
        "update and insert the rows by key",
        into,
        staging,
        update + (updated.isEmpty() ? "false" : changed(updated)),
        counting,
        Step.StagedInsert.Told.KINDS);
  }

  private static String assignments(List<String> updated) {
    return updated.stream()
        .map(column -> assignment(column, "excluded"))
        .collect(Collectors.joining(", "));
  }

  private static String assignment(String column, String row) {
    return Sql.name(column) + " = " + row + "." + Sql.name(column);
  }

  private String countingChanged(List<String> updated) {
    return "CASE WHEN "
        + changed(updated)
        + " THEN "
        + (showsUpdates ? "true" : set(WAY, "'known'") + " IS NOT NULL")
        + " ELSE "
        + countUnchanged()
        + " END";
  }

  /** Byte by byte, as there are types without equality, and equal values that look different. */
  private static String changed(List<String> updated) {
    return row("kept", updated) + " OPERATOR(pg_catalog.*<>) " + row("excluded", updated);
  }

  private static String row(String row, List<String> columns) {
    return columns.stream()
        .map(column -> row + "." + Sql.name(column))
        .collect(Collectors.joining(", ", "ROW(", ")::pg_catalog.record"));
  }

  /** Never true, so that the row stays. */
  private static String countUnchanged() {
    return set(UNCHANGED, "(" + number(UNCHANGED) + " OPERATOR(pg_catalog.+) 1)::pg_catalog.text")
        + " IS NULL";
  }

  private static String number(String setting) {
    return "pg_catalog.current_setting(" + setting + ")::pg_catalog.int8";
  }

  private static String set(String setting, String value) {
    return "pg_catalog.set_config(" + setting + ", " + value + ", true)";
  }
}
