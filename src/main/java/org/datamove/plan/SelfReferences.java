package org.datamove.plan;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.datamove.catalog.ForeignKeyInfo;
import org.datamove.catalog.TableInfo;
import org.datamove.type.PgType;

/**
 * The order in which rows of a staging table can go into a table whose rows refer to each other:
 * one that is referred to before those that refer to it. Each row gets a level, and then a number.
 */
public final class SelfReferences {
  /** The column with the number of a row in that order. */
  static final String ORDER_COLUMN = "datamove_order";

  private static final String LEVEL_COLUMN = "datamove_level";

  /** Of rows that refer to each other in a circle, and to such. */
  private static final int CIRCLE = 2_000_000_000;

  private static final int ORPHAN = CIRCLE + 1;

  private final TableInfo table;
  private final String target;
  private final String staging;
  private final List<ForeignKeyInfo> keys;

  private SelfReferences(
      TableInfo table, String target, String staging, List<ForeignKeyInfo> keys) {
    this.table = table;
    this.target = target;
    this.staging = staging;
    this.keys = keys;
  }

  /**
   * The order for a table; null where its rows do not refer to each other.
   *
   * @param columns the columns that the staging table has
   */
  static SelfReferences of(TableInfo table, String target, String staging, Set<String> columns) {
    List<ForeignKeyInfo> keys =
        table.foreignKeys().stream()
            .filter(key -> key.self() && columns.containsAll(key.columns()))
            .filter(key -> columns.containsAll(key.referencedColumns()))
            .toList();
    return keys.isEmpty() ? null : new SelfReferences(table, target, staging, keys);
  }

  /** Statements that give the staging table what the order needs. */
  public List<String> begin() {
    return List.of(
        "ALTER TABLE "
            + staging
            + " ADD COLUMN "
            + LEVEL_COLUMN
            + " integer, ADD COLUMN "
            + ORDER_COLUMN
            + " bigint");
  }

  /** Gives a level to the rows that refer to those of lower levels only, or to none. */
  public String next(int level) {
    return mark(level, parent -> parent + "." + LEVEL_COLUMN + " IS NOT NULL", false);
  }

  /**
   * Marks rows that refer to a row that there is not, or that is such an orphan; to be run until
   * there are no more.
   */
  public String nextOrphans() {
    String isNone = LEVEL_COLUMN + " OPERATOR(pg_catalog.=) " + ORPHAN;
    return mark(ORPHAN, parent -> "(" + parent + "." + isNone + ") IS NOT TRUE", true);
  }

  /** A query for the last row before those in circles, and the last of them; null where none is. */
  public String circle() {
    return "SELECT pg_catalog.json_build_array(pg_catalog.min("
        + ORDER_COLUMN
        + ") OPERATOR(pg_catalog.-) 1, pg_catalog.max("
        + ORDER_COLUMN
        + ")) FROM "
        + staging
        + " WHERE "
        + LEVEL_COLUMN
        + " IS NULL";
  }

  /** Statements that number the rows: by level, and as the file has them. */
  public List<String> end() {
    return List.of(
        "UPDATE "
            + staging
            + " AS s SET "
            + ORDER_COLUMN
            + " = o.number FROM (SELECT "
            + Staging.PLACE_COLUMN
            + " AS place, pg_catalog.row_number() OVER (ORDER BY coalesce("
            + LEVEL_COLUMN
            + ", "
            + CIRCLE
            + "), "
            + Staging.PLACE_COLUMN
            + ") AS number FROM "
            + staging
            + ") AS o WHERE s."
            + Staging.PLACE_COLUMN
            + " OPERATOR(pg_catalog.=) o.place");
  }

  private String mark(int level, UnaryOperator<String> counts, boolean missing) {
    String all =
        IntStream.range(0, keys.size())
            .mapToObj(i -> isThere(keys.get(i), counts))
            .collect(Collectors.joining(" AND "));
    return "UPDATE "
        + staging
        + " AS s SET "
        + LEVEL_COLUMN
        + " = "
        + level
        + " WHERE s."
        + LEVEL_COLUMN
        + " IS NULL AND "
        + (missing ? "NOT (" + all + ")" : all);
  }

  /** Whether what a row refers to is NULL, itself, in the table, or in the file. */
  private String isThere(ForeignKeyInfo key, UnaryOperator<String> counts) {
    String isNull =
        key.columns().stream()
            .map(column -> "s." + Sql.name(column) + " IS NULL")
            .collect(Collectors.joining(" OR "));
    return "("
        + isNull
        + " OR coalesce("
        + match(key, "s")
        + ", false) OR EXISTS (SELECT FROM "
        + target
        + " AS t WHERE "
        + match(key, "t")
        + ") OR EXISTS (SELECT FROM "
        + staging
        + " AS p WHERE "
        + match(key, "p")
        + " AND "
        + counts.apply("p")
        + "))";
  }

  private String match(ForeignKeyInfo key, String parent) {
    return IntStream.range(0, key.columns().size())
        .mapToObj(
            i ->
                parent
                    + "."
                    + Sql.name(key.referencedColumns().get(i))
                    + " OPERATOR("
                    + operatorSchema(table.column(key.referencedColumns().get(i)).baseType())
                    + ".=) s."
                    + Sql.name(key.columns().get(i)))
        .collect(Collectors.joining(" AND "));
  }

  /** An extension keeps the operators of its types in the types' own schema. */
  static String operatorSchema(PgType type) {
    boolean extension =
        type.kind() == 'b' && !type.schema().equals("pg_catalog") && !type.name().startsWith("_");
    return extension ? Sql.name(type.schema()) : "pg_catalog";
  }
}
