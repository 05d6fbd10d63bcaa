package org.datamove.error;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a PostgreSQL error is about (PostgreSQL's manual, "Error and Notice Message Fields"); each
 * is null where the database did not say.
 *
 * @param schema of the table or type
 * @param table its name
 * @param column its name
 * @param constraint its name
 * @param dataType the type's name
 */
public record ErrorFields(
    String schema, String table, String column, String constraint, String dataType) {
  /** About nothing in particular. */
  public static final ErrorFields NONE = new ErrorFields(null, null, null, null, null);

  /** Reads those members; PL/pgSQL tells what is absent as an empty text. */
  public static ErrorFields fromJson(Map<String, Object> json) {
    return new ErrorFields(
        given(json, "schema"),
        given(json, "table"),
        given(json, "column"),
        given(json, "constraint"),
        given(json, "datatype"));
  }

  private static String given(Map<String, Object> json, String member) {
    return json.get(member) instanceof String text && !text.isEmpty() ? text : null;
  }

  /** As members schema, table, column, constraint and datatype of a JSON object. */
  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("schema", schema);
    json.put("table", table);
    json.put("column", column);
    json.put("constraint", constraint);
    json.put("datatype", dataType);
    return json;
  }
}
