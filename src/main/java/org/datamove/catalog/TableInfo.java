package org.datamove.catalog;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.datamove.json.Json;

/**
 * A relation as {@code datamove.describe} gives it, seen by the calling role at that moment.
 *
 * @param oid the relation's OID
 * @param schema the schema's name, unquoted
 * @param name the relation's name, unquoted
 * @param kind what it is, in PostgreSQL's words: {@code table}, {@code partitioned table}, {@code
 *     view}, {@code materialized view}, {@code foreign table}, {@code sequence}, {@code index},
 *     {@code composite type} or {@code toast table}
 * @param persistence {@code permanent}, {@code unlogged} or {@code temporary}
 * @param isOtherTemp whether it is a temporary table of another session
 * @param isSystem whether it belongs to the server's own catalogs
 * @param columns the columns in the table's order, without dropped ones
 * @param primaryKey the primary key, or null
 * @param uniqueKeys unique constraints and valid unique indexes without expression and predicate,
 *     without the primary key
 * @param specialUniqueIndexes names of the valid unique indexes with an expression or a predicate
 * @param foreignKeys foreign keys of this table and of its partitions
 * @param referencedBy foreign keys, this table's own included, that refer to it, to its partitions
 *     or to what inherits from it
 * @param dependents what depends on the columns and on the row type
 * @param triggers what fires here in this session
 * @param rowTriggers names of the table's own triggers that fire before each inserted row
 * @param hasInsertRules whether a rule rewrites INSERT in this session; COPY ignores rules
 * @param hasUpdateRules whether a rule rewrites UPDATE in this session
 * @param hidesDelete whether a rule does something else instead of DELETE in this session
 * @param rowSecurityActive whether row security limits the calling role
 * @param isPartition whether it is a partition of another table
 * @param foreignPartitions how many of its partitions, at any depth, are foreign tables
 * @param children how many tables inherit from it directly, partitions not counted
 * @param privileges what the calling role may do to it
 * @param indexes indexes on the table itself that serve no constraint
 * @param estimatedRows as the last ANALYZE left it, or null where it was never counted
 * @param denied what the definition needs and the calling role may not use
 * @param mayDefer whether a constraint or trigger of it may wait for the end of the transaction
 */
public record TableInfo(
    long oid,
    String schema,
    String name,
    String kind,
    String persistence,
    boolean isOtherTemp,
    boolean isSystem,
    List<ColumnInfo> columns,
    KeyInfo primaryKey,
    List<KeyInfo> uniqueKeys,
    List<String> specialUniqueIndexes,
    List<ForeignKeyInfo> foreignKeys,
    List<ForeignKeyInfo> referencedBy,
    List<DependentInfo> dependents,
    TriggerFlags triggers,
    List<String> rowTriggers,
    boolean hasInsertRules,
    boolean hasUpdateRules,
    boolean hidesDelete,
    boolean rowSecurityActive,
    boolean isPartition,
    long foreignPartitions,
    long children,
    TablePrivileges privileges,
    List<IndexInfo> indexes,
    Long estimatedRows,
    List<DeniedObject> denied,
    boolean mayDefer) {

  /**
   * Reads the document of {@code datamove.describe}.
   *
   * @param json the document, not null
   * @return the relation
   */
  public static TableInfo fromJson(Map<String, Object> json) {
    Map<String, Object> key = Json.map(json, "primary_key");
    Map<String, Object> partitioning = Json.map(json, "partitioning");
    return new TableInfo(
        Json.number(json, "oid", 0),
        Json.text(json, "schema"),
        Json.text(json, "name"),
        Json.text(json, "kind"),
        Json.text(json, "persistence"),
        Json.flag(json, "is_other_temp"),
        Json.flag(json, "is_system"),
        objects(json, "columns").stream().map(ColumnInfo::fromJson).toList(),
        key.isEmpty() ? null : KeyInfo.fromJson(key),
        objects(json, "unique").stream().map(KeyInfo::fromJson).toList(),
        specialUniqueIndexes(json),
        objects(json, "foreign_keys").stream().map(ForeignKeyInfo::outward).toList(),
        objects(json, "referenced_by").stream().map(ForeignKeyInfo::inward).toList(),
        objects(json, "dependents").stream().map(DependentInfo::fromJson).toList(),
        TriggerFlags.fromJson(Json.map(json, "trigger_flags")),
        rowTriggers(json),
        hasRule(json, "insert", false),
        hasRule(json, "update", false),
        hasRule(json, "delete", true),
        Json.flag(Json.map(json, "row_security"), "active_for_caller"),
        Json.flag(partitioning, "is_partition"),
        Json.number(partitioning, "foreign_partitions", 0),
        Json.number(Json.map(json, "inheritance"), "children", 0),
        TablePrivileges.fromJson(Json.map(json, "privileges")),
        objects(json, "indexes").stream()
            .filter(IndexInfo::isOne)
            .map(index -> IndexInfo.fromJson(Json.text(json, "schema"), index))
            .toList(),
        json.get("estimated_rows") == null ? null : Json.number(json, "estimated_rows", 0),
        objects(json, "denied").stream().map(DeniedObject::fromJson).toList(),
        Stream.of("unique", "exclusions", "foreign_keys", "triggers")
                .flatMap(kind -> objects(json, kind).stream())
                .anyMatch(each -> Json.flag(each, "deferrable"))
            || Json.flag(key, "deferrable"));
  }

  private static List<Map<String, Object>> objects(Map<String, Object> json, String key) {
    return Json.list(json, key);
  }

  private static List<String> rowTriggers(Map<String, Object> json) {
    return objects(json, "triggers").stream()
        .filter(trigger -> Json.flag(trigger, "fires"))
        .filter(trigger -> "before".equals(trigger.get("timing")))
        .filter(trigger -> "row".equals(trigger.get("level")))
        .filter(trigger -> Json.list(trigger, "events").contains("insert"))
        .map(trigger -> Json.text(trigger, "name"))
        .toList();
  }

  private static boolean hasRule(Map<String, Object> json, String event, boolean instead) {
    return objects(json, "rules").stream()
        .filter(rule -> event.equals(rule.get("event")) && Json.flag(rule, "fires"))
        .anyMatch(rule -> !instead || Json.flag(rule, "instead"));
  }

  private static List<String> specialUniqueIndexes(Map<String, Object> json) {
    return objects(json, "indexes").stream()
        .filter(index -> Json.flag(index, "unique") && Json.flag(index, "valid"))
        .filter(index -> Json.flag(index, "is_expression") || index.get("predicate") != null)
        .map(index -> Json.text(index, "name"))
        .toList();
  }

  /** Qualified and quoted as SQL. */
  public String qualified() {
    return quoted(schema) + "." + quoted(name);
  }

  static String quoted(String part) {
    return "\"" + part.replace("\"", "\"\"") + "\"";
  }

  /** The column of exactly this name, or null. */
  public ColumnInfo column(String name) {
    return columns.stream().filter(c -> c.name().equals(name)).findFirst().orElse(null);
  }

  /** Whether a column's name differs from this one by case only. */
  public boolean hasCaseVariant(String name) {
    return columns.stream()
        .anyMatch(c -> !c.name().equals(name) && c.name().equalsIgnoreCase(name));
  }

  /** Whether an index omits the zero vectors of a column. */
  public boolean omitsZeroVectors(String column) {
    return indexes.stream().anyMatch(index -> index.omitsZeroOf(column));
  }

  /** Whether it is divided into partitions and so holds no rows of its own. */
  public boolean isPartitioned() {
    return kind.equals("partitioned table");
  }

  /**
   * Who may put a value in the place of NULL before a column's NOT NULL is checked: a trigger
   * before each inserted row, but not where the column's type refuses NULL already.
   *
   * @return in words, such as {@code trigger "fill"}; null where the column takes NULL, or nobody
   *     helps it
   */
  public String fillerOf(ColumnInfo column) {
    if (column.nullable() || !column.typeTakesNull() || !triggers.beforeRowInsert()) {
      return null;
    }
    return rowTriggers.isEmpty()
        ? "a trigger of a partition"
        : "trigger \"" + String.join("\" or \"", rowTriggers) + "\"";
  }

  /** Whether the calling role may ANALYZE it; for others the server only warns. */
  public boolean mayAnalyze() {
    return privileges.maintain();
  }

  /** Constraints of its own that are, or can be, checked at the end of the transaction. */
  public List<String> deferredConstraints() {
    return Stream.concat(
            Stream.concat(Stream.ofNullable(primaryKey), uniqueKeys.stream())
                .filter(KeyInfo::deferrable)
                .map(KeyInfo::name),
            foreignKeys.stream()
                .filter(ForeignKeyInfo::initiallyDeferred)
                .map(ForeignKeyInfo::name))
        .toList();
  }

  /**
   * Whether its rows must arrive in one statement: a statement trigger must fire once, a row
   * trigger that fires after must see all rows, and a key that refers to the same table may refer
   * to a row that a later chunk brings.
   */
  public boolean needsStaging() {
    return triggers.statementInsert()
        || triggers.afterRowInsert()
        || foreignKeys.stream().anyMatch(ForeignKeyInfo::self);
  }

  /** Whether a trigger may suppress a row that was sent, as a BEFORE ROW trigger does. */
  public boolean mayTriggersSuppressRows() {
    return triggers.beforeRowInsert();
  }
}
