package org.datamove.request;

import java.util.Locale;
import java.util.Map;
import org.datamove.json.Json;

/**
 * The target's name, already resolved by PostgreSQL.
 *
 * @param schema the schema's name, unquoted, not null
 * @param name the table's name, unquoted, not null
 * @param obstacle why the caller cannot create a table of this name; null where he can, or need not
 */
public record TargetName(String schema, String name, Obstacle obstacle) {

  /** Why a table cannot be created. */
  public enum Obstacle {
    /** The caller may not create anything in the schema. */
    SCHEMA,
    /** The caller may not create temporary tables. */
    TEMPORARY,
    /** A type that is no table has the name. */
    TYPE
  }

  static TargetName fromJson(Map<String, Object> json) {
    String obstacle = Json.text(json, "obstacle");
    return new TargetName(
        Json.text(json, "schema"),
        Json.text(json, "name"),
        obstacle == null ? null : Obstacle.valueOf(obstacle.toUpperCase(Locale.ROOT)));
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
