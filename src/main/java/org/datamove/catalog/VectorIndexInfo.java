package org.datamove.catalog;

import java.util.List;
import java.util.Map;
import org.datamove.json.Json;

/**
 * An index of pgvector's, of method HNSW or IVFFlat.
 *
 * @param schema the schema that it is in, unquoted
 * @param name its name, unquoted
 * @param method {@code hnsw} or {@code ivfflat}
 * @param column the column that it is on, or null where it is on an expression
 * @param operatorClass the operator class without its schema, such as {@code vector_cosine_ops}
 * @param options build options such as {@code m=16}, possibly empty
 * @param definition the CREATE INDEX statement, with the tablespace where it is not the default
 * @param comment its comment, or null
 * @param canBeRecreated whether the calling role can drop it and create it again just as it is
 */
public record VectorIndexInfo(
    String schema,
    String name,
    String method,
    String column,
    String operatorClass,
    List<String> options,
    String definition,
    String comment,
    boolean canBeRecreated) {

  static boolean isOne(Map<String, Object> index) {
    return "hnsw".equals(index.get("method")) || "ivfflat".equals(index.get("method"));
  }

  static VectorIndexInfo fromJson(String schema, Map<String, Object> json) {
    List<String> columns = Json.list(json, "columns");
    List<String> operatorClasses = Json.list(json, "operator_classes");
    return new VectorIndexInfo(
        schema,
        Json.text(json, "name"),
        Json.text(json, "method"),
        Json.flag(json, "is_expression") || columns.isEmpty() ? null : columns.get(0),
        operatorClasses.get(0),
        Json.list(json, "options"),
        Json.text(json, "full_definition"),
        Json.text(json, "comment"),
        Json.flag(json, "can_be_recreated"));
  }

  /** Whether its lists are made from the rows that are there when it is built. */
  public boolean isIvfflat() {
    return method.equals("ivfflat");
  }

  /** Whether it leaves out vectors whose elements are all zero. */
  public boolean leavesOutZero() {
    return operatorClass.endsWith("_cosine_ops");
  }

  /** The whole number that a build option has, or its default. */
  public int option(String option, int defaultValue) {
    for (String each : options) {
      if (each.startsWith(option + "=")) {
        return Integer.parseInt(each.substring(option.length() + 1));
      }
    }
    return defaultValue;
  }
}
