package org.datamove.request;

import java.util.Map;
import org.datamove.json.Json;

/**
 * The target's name, already resolved by PostgreSQL.
 *
 * @param schema the schema's name, unquoted, not null
 * @param name the table's name, unquoted, not null
 */
public record TargetName(String schema, String name) {
  static TargetName fromJson(Map<String, Object> json) {
    return new TargetName(Json.text(json, "schema"), Json.text(json, "name"));
  }

  /** The parts as they came. */
  public Map<String, Object> toJson() {
    return Map.of("schema", schema, "name", name);
  }

  /** The name for messages, unquoted: {@code schema.name}. */
  public String display() {
    return schema + "." + name;
  }
}
