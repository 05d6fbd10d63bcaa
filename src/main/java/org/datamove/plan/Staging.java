package org.datamove.plan;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.datamove.catalog.TableInfo;
import org.datamove.request.Options;

/** The temporary table through which rows go where one statement must take them all. */
final class Staging {
  /** The column with the place where each row starts: its physical line, with its file. */
  static final String PLACE_COLUMN = "datamove_place";

  private static final int MOST_NAME_BYTES = 63;

  private final String table;
  private final String target;
  private final String name;
  private final String columns;

  /**
   * The staging table of a target that exists by then.
   *
   * @param schema the target's
   * @param table the target's name
   */
  Staging(String schema, String table, FileFacts file) {
    this.table = table;
    this.target = Sql.qualified(schema, table);
    this.name = Sql.name(tableName());
    this.columns = Sql.names(file.names());
  }

  Staging(TableInfo table, FileFacts file) {
    this(table.schema(), table.name(), file);
  }

  /** Distinct for each target, so that a trigger of one may move a file into another. */
  private String tableName() {
    return tableName("datamove_staging_");
  }

  /** The quoted name of the sequence that counts the rows of the staging table in a search. */
  String counter() {
    return Sql.name(tableName("datamove_row_"));
  }

  /** What notes keys in a search. */
  SeenKeys seen(List<String> key) {
    return new SeenKeys(Sql.name(tableName("datamove_seen_")), target, key);
  }

  private String tableName(String prefix) {
    String text = prefix + table;
    while (text.getBytes(StandardCharsets.UTF_8).length > MOST_NAME_BYTES) {
      text = text.substring(0, text.offsetByCodePoints(text.length(), -1));
    }
    return text;
  }

  /** The quoted name. */
  String qualified() {
    return "pg_temp." + name;
  }

  Step.StagingTable create() {
    return new Step.StagingTable(
        "create a temporary table for the rows",
        "CREATE TEMPORARY TABLE "
            + name
            + " ON COMMIT DROP AS SELECT "
            + columns
            + ", 0::bigint AS "
            + PLACE_COLUMN
            + " FROM "
            + target
            + " WITH NO DATA");
  }

  Step drop() {
    return new Step.Statement(
        "drop_staging", "drop the temporary table", "DROP TABLE " + qualified());
  }

  Step.StagedInsert insert() {
    return new Step.StagedInsert(
        "insert the rows in one statement",
        insertSql(),
        qualified(),
        "",
        null,
        Step.StagedInsert.Told.INSERTED);
  }

  /** The same but for rows that conflict with another. */
  Step.StagedInsert insertWithoutConflicts(Options options) {
    SkippingInsert insert = new SkippingInsert(insertSql(), qualified());
    return options.listsSkipped()
        ? insert.listing(table, options.reportLimit())
        : insert.counting();
  }

  private String insertSql() {
    return "INSERT INTO "
        + target
        + " ("
        + columns
        + ") OVERRIDING SYSTEM VALUE SELECT "
        + columns
        + " FROM ";
  }

  /**
   * Updates and inserts the rows by key.
   *
   * @param into the target
   * @param updated the columns that rows with a known key take from the file
   * @param locked a column that is named where there are none
   */
  Step.StagedInsert upsert(TableInfo into, List<String> key, List<String> updated, String locked) {
    boolean showsUpdates = !into.isPartitioned() && into.privileges().select();
    return new Upsert(target, columns, qualified(), showsUpdates).step(key, updated, locked);
  }

  /** Removes the rows of the target whose key is not in the file. */
  Step deleteOthers(TableInfo from, List<String> key) {
    return new Step.Deletion(
        "delete_missing",
        "delete the rows whose key is not in the file",
        "DELETE FROM "
            + (from.isPartitioned() ? "" : "ONLY ")
            + target
            + " AS old WHERE NOT EXISTS (SELECT FROM "
            + qualified()
            + " AS new WHERE "
            + match(from, key)
            + ")");
  }

  private static String match(TableInfo from, List<String> key) {
    return key.stream()
        .map(
            column ->
                "new."
                    + Sql.name(column)
                    + " OPERATOR("
                    + SelfReferences.operatorSchema(from.column(column).baseType())
                    + ".=) old."
                    + Sql.name(column))
        .collect(Collectors.joining(" AND "));
  }
}
