package org.datamove.request;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.datamove.json.Json;

/** A table of the schema {@code s} as {@code datamove.describe} tells of it, built up in a test. */
public final class Described {
  private final Map<String, Object> table = new LinkedHashMap<>();
  private final List<Map<String, Object>> columns = new ArrayList<>();
  private final List<Map<String, Object>> unique = new ArrayList<>();
  private final List<Map<String, Object>> foreignKeys = new ArrayList<>();
  private final List<Map<String, Object>> referencedBy = new ArrayList<>();
  private final Map<String, Object> privileges = new LinkedHashMap<>();

  private Described(String name) {
    table.put("oid", 16384);
    table.put("schema", "s");
    table.put("name", name);
    table.put("qualified", "s." + name);
    table.put("kind", "table");
    table.put("persistence", "permanent");
    table.put("columns", columns);
    table.put("unique", unique);
    table.put("foreign_keys", foreignKeys);
    table.put("referenced_by", referencedBy);
    table.put("privileges", privileges);
    may("select,insert,update,delete,truncate,owner,owner_of_children,maintain");
  }

  /** An ordinary table without columns, on which everything is allowed. */
  public static Described table(String name) {
    return new Described(name);
  }

  String name() {
    return (String) table.get("name");
  }

  /** A nullable column of a type of {@code pg_catalog}, by its internal name. */
  public Described column(String name, String type) {
    return column(name, type, "{}");
  }

  /** The same with further members of its document; quotes may be single. */
  public Described column(String name, String type, String more) {
    Map<String, Object> column = new LinkedHashMap<>();
    column.put("number", columns.size() + 1);
    column.put("name", name);
    column.put("type", type);
    column.put("type_schema", "pg_catalog");
    column.put("type_name", type);
    column.put("type_kind", "b");
    column.put("type_mod", -1);
    column.put("type_sql", type);
    column.put("nullable", true);
    column.put("may_select", true);
    column.put("may_insert", true);
    column.put("may_update", true);
    column.putAll(Json.object(more.replace('\'', '"')));
    columns.add(column);
    return this;
  }

  /** Further members of the table's document; quotes may be single. */
  public Described with(String more) {
    table.putAll(Json.object(more.replace('\'', '"')));
    return this;
  }

  /** The privileges that the caller holds, instead of all. */
  public Described may(String names) {
    privileges.clear();
    for (String name : names.split(",", -1)) {
      privileges.put(name, true);
    }
    return this;
  }

  /** A primary key. */
  public Described primaryKey(String... names) {
    table.put("primary_key", Map.of("name", "t_pkey", "columns", List.of(names)));
    return this;
  }

  /** A unique key. */
  public Described unique(String key, String... names) {
    unique.add(Map.of("name", key, "columns", List.of(names)));
    return this;
  }

  /** A foreign key to the table itself. */
  public Described selfReference(String column) {
    foreignKeys.add(
        foreignKey("t_self", "s.t", "no action", Map.of("columns", List.of(column), "self", true)));
    return this;
  }

  /** A foreign key of the table {@code s.child} to a column. */
  public Described referencedBy(String onDelete, String column) {
    Map<String, Object> more =
        Map.of("columns", List.of("parent"), "referenced_columns", List.of(column), "self", false);
    referencedBy.add(foreignKey("child_fkey", "s.child", onDelete, more));
    return this;
  }

  private static Map<String, Object> foreignKey(
      String name, String table, String onDelete, Map<String, Object> more) {
    Map<String, Object> key = new LinkedHashMap<>();
    key.put("name", name);
    key.put("table", table);
    key.put("references_table", "s.t");
    key.put("referenced_table", "s.t");
    key.put("on_delete", onDelete);
    key.put("on_update", "no action");
    key.putAll(more);
    return key;
  }

  /** The document. */
  public Map<String, Object> toJson() {
    return table;
  }
}
