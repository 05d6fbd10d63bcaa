package org.datamove.catalog;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.datamove.json.Json;

/**
 * An object that depends on a column of the target, or on its row as a whole (PostgreSQL's manual,
 * "Dependency Tracking").
 *
 * @param kind what it is
 * @param objectType what it is in the words of {@code pg_identify_object}: where the kind is {@link
 *     Kind#ROW_TYPE_USER}, this says more
 * @param identity its identity as {@code pg_identify_object} gives it, quoted as SQL needs it
 * @param name its name: qualified and quoted where the object has a schema of its own, else as it
 *     is
 * @param table the table that it is part of, qualified and quoted, or null
 * @param column the target's column, or null for the row as a whole
 * @param columns all columns of the target that it uses; none where it is about the row only
 * @param blocksDrop whether PostgreSQL refuses to drop the column, or one of the row, because of it
 * @param blocksAlter whether PostgreSQL refuses to change the type; for users of the row type,
 *     where some minor release refuses
 * @param spansOtherColumns whether it is an index, a constraint or statistics of several columns
 * @param dropSql what takes it out of the way: a statement, or several with semicolons between; or
 *     null
 */
public record DependentInfo(
    Kind kind,
    String objectType,
    String identity,
    String name,
    String table,
    String column,
    List<String> columns,
    boolean blocksDrop,
    boolean blocksAlter,
    boolean spansOtherColumns,
    String dropSql) {

  /** What depends on a column. */
  public enum Kind {
    /** A view. */
    VIEW,
    /** A materialized view. */
    MATERIALIZED_VIEW,
    /** A rule other than that of a view. */
    RULE,
    /** A column, type, function or expression of the table's row type, or of a type that has it. */
    ROW_TYPE_USER,
    /** A column that is computed from the column. */
    GENERATED_COLUMN,
    /** A row security policy, of the target or of another table. */
    POLICY,
    /** A trigger with UPDATE OF or WHEN. */
    TRIGGER,
    /** The partition key of the target, or of one of its partitions. */
    PARTITION_KEY,
    /** A publication with a column list or a row filter. */
    PUBLICATION,
    /** A foreign key of the target. */
    FOREIGN_KEY,
    /** A foreign key that refers to the target. */
    REFERENCING_FOREIGN_KEY,
    /** An index that serves no constraint. */
    INDEX,
    /** The primary key. */
    PRIMARY_KEY,
    /** A unique constraint. */
    UNIQUE_CONSTRAINT,
    /** A check constraint. */
    CHECK_CONSTRAINT,
    /** An exclusion constraint. */
    EXCLUSION_CONSTRAINT,
    /** A check of a domain over the row type. */
    DOMAIN_CONSTRAINT,
    /** Extended statistics. */
    STATISTICS,
    /** A function with an SQL body. */
    FUNCTION,
    /** A sequence that the column owns. */
    SEQUENCE,
    /** The default of another column, which takes its values from the column's sequence. */
    DEFAULT,
    /** A table from which the target inherits the column. */
    PARENT_TABLE,
    /** A table that inherits the column from the target. */
    INHERITANCE_CHILD,
    /** The type of a typed table. */
    TABLE_TYPE,
    /** Something else, such as an object of an extension. */
    OTHER_OBJECT;

    private static Kind of(String words) {
      return valueOf(words.toUpperCase(Locale.ROOT).replace(' ', '_'));
    }

    /** The kind in PostgreSQL's words. */
    public String words() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  static DependentInfo fromJson(Map<String, Object> json) {
    return new DependentInfo(
        Kind.of(Json.text(json, "kind")),
        Json.text(json, "object_type"),
        Json.text(json, "identity"),
        Json.text(json, "name"),
        Json.text(json, "table"),
        Json.text(json, "column"),
        List.copyOf(Json.<String>list(json, "columns")),
        Json.flag(json, "blocks_drop"),
        Json.flag(json, "blocks_alter"),
        Json.flag(json, "spans_other_columns"),
        Json.text(json, "drop_sql"));
  }

  /** What it is and which one, for a message: {@code view shop.cheap}. */
  public String display() {
    return switch (kind) {
      case ROW_TYPE_USER, OTHER_OBJECT -> objectType + " " + identity;
      case PARTITION_KEY -> "the partition key of " + identity;
      case PUBLICATION -> "publication \"" + name + "\"";
      default -> kind.words() + " " + identity;
    };
  }
}
