package org.datamove.catalog;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.datamove.json.Json;

/**
 * A constraint of the target that rows can be tried with before they are loaded.
 *
 * @param kind what kind it is
 * @param name its name, or its index's; the relation's where it is about partitions
 * @param schema the schema of the relation that has it, unquoted
 * @param table that relation, unquoted
 * @param columns the columns of the file that decide, in the constraint's order
 * @param deferred whether it is checked at the end of the transaction unless told otherwise
 * @param validated whether all rows of the table are known to meet it
 * @param parent the table that a foreign key refers to, without its schema; null for others
 * @param self what a foreign key of the table to itself refers to; null for others
 * @param obstacle why it cannot be tried, a sentence, or null
 * @param reference itself, for the database
 */
public record RowProbe(
    Kind kind,
    String name,
    String schema,
    String table,
    List<String> columns,
    boolean deferred,
    boolean validated,
    String parent,
    Self self,
    String obstacle,
    Map<String, Object> reference) {

  /** What constrains rows. */
  public enum Kind {
    /** A foreign key of the target's. */
    FOREIGN_KEY,
    /** A primary key, unique constraint or unique index. */
    KEY,
    /** An exclusion constraint, keys without overlaps among them. */
    EXCLUSION,
    /** A check constraint. */
    CHECK,
    /** A partitioned table whose partitions do not take every row. */
    NO_PARTITION,
    /** The bounds of the target, which is a partition. */
    PARTITION,
    /** A constraint that one of its partitions has by itself. */
    OF_PARTITION
  }

  /**
   * A foreign key of a table to itself.
   *
   * @param columns the columns that refer, in the constraint's order
   * @param parentColumns those that they refer to, in the same order
   * @param full whether it is MATCH FULL
   * @param acts whether a row that is deleted takes those that refer to it along, or changes them
   */
  public record Self(List<String> columns, List<String> parentColumns, boolean full, boolean acts) {
    private static Self fromJson(Map<String, Object> json) {
      return new Self(
          List.copyOf(Json.<String>list(json, "columns")),
          List.copyOf(Json.<String>list(json, "parents")),
          Json.flag(json, "full"),
          Json.flag(json, "acts"));
    }
  }

  /** Reads one that {@code datamove.find_probes} has found. */
  public static RowProbe fromJson(Map<String, Object> json) {
    return new RowProbe(
        Kind.valueOf(Json.text(json, "kind").toUpperCase(Locale.ROOT)),
        Json.text(json, "name"),
        Json.text(json, "schema"),
        Json.text(json, "table"),
        List.copyOf(Json.<String>list(json, "columns")),
        Json.flag(json, "deferred"),
        Json.flag(json, "validated"),
        Json.text(json, "parent"),
        json.get("self") == null ? null : Self.fromJson(Json.map(json, "self")),
        Json.text(json, "reason"),
        json);
  }

  /** The same where it cannot be tried. */
  public RowProbe impeded(String why) {
    return new RowProbe(
        kind, name, schema, table, columns, deferred, validated, parent, self, why, reference);
  }

  /** Whether it uses a column that the file has not, or one that is made of such a one. */
  public boolean usesAbsent(String column) {
    return Json.<String>list(reference, "absent").contains(column) || refersTo(column);
  }

  /** Whether it is a foreign key to a column of the table itself. */
  public boolean refersTo(String column) {
    return self != null && self.parentColumns().contains(column);
  }

  /** Whether it is about rows of the table that have the same key, or one that is in the way. */
  public boolean isKey() {
    return kind == Kind.KEY || kind == Kind.EXCLUSION;
  }
}
