package org.datamove.request;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.datamove.json.Json;

/** Requests as the SQL functions would hand them over, for the file {@code /in.csv}. */
public final class Requests {
  private Requests() {}

  /**
   * A move into the table {@code s.t}.
   *
   * @param json members of the request that differ from the defaults; quotes may be single
   * @param table the table that is there, or null
   */
  public static Map<String, Object> json(String json, Described table) {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("task", "move");
    request.put("csv_path", "/in.csv");
    request.put("target", Map.of("schema", "s", "name", table == null ? "t" : table.name()));
    request.put("table", table == null ? null : table.toJson());
    request.put(
        "session",
        Map.of(
            "may_copy_files", true,
            "may_create_temporary", true,
            "utf8", true,
            "access", List.of(Map.of("role", "postgres", "all_files", true))));
    request.putAll(Json.object(json.replace('\'', '"')));
    return request;
  }

  /** The same, read. */
  public static Request of(String json, Described table) {
    // By way of text, so that every value has the type that reading gives it.
    return Request.fromJson(Json.object(Json.write(json(json, table))));
  }
}
