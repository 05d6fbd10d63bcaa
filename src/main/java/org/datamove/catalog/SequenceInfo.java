package org.datamove.catalog;

import java.util.Map;
import org.datamove.json.Json;

/**
 * A sequence that a column owns (serial or identity).
 *
 * @param schema the schema's name, unquoted
 * @param name the sequence's name, unquoted
 * @param increment its step; negative where it counts down
 * @param minValue the lowest value that it can be set to
 * @param maxValue the highest value that it can be set to
 * @param maySelect whether the calling role may read it
 * @param mayUpdate whether the calling role may set it
 * @param mayNext whether the column's default works for the calling role, as far as it takes values
 *     of this sequence
 */
public record SequenceInfo(
    String schema,
    String name,
    long increment,
    long minValue,
    long maxValue,
    boolean maySelect,
    boolean mayUpdate,
    boolean mayNext) {
  static SequenceInfo fromJson(Map<String, Object> json) {
    return new SequenceInfo(
        Json.text(json, "schema"),
        Json.text(json, "name"),
        Json.number(json, "increment", 1),
        Json.number(json, "min_value", Long.MIN_VALUE),
        Json.number(json, "max_value", Long.MAX_VALUE),
        Json.flag(json, "may_select"),
        Json.flag(json, "may_update"),
        Json.flag(json, "may_next"));
  }

  /** Qualified and quoted as SQL. */
  public String qualified() {
    return TableInfo.quoted(schema) + "." + TableInfo.quoted(name);
  }

  /** Whether the calling role may compare its value and move it. */
  public boolean mayUse() {
    return maySelect && mayUpdate;
  }
}
