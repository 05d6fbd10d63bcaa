package org.datamove.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.datamove.error.RequestException;
import org.datamove.execute.Command;
import org.datamove.execute.Database;
import org.datamove.json.Json;
import org.datamove.plan.Sql;
import org.datamove.request.ReloadRequest;

/** Makes a move of what was rejected: into the same table, with the same options. */
final class Reload {
  /** What is about a file as a whole, or about columns and rows that the table has by now. */
  private static final List<String> NOT_OF_ROWS =
      List.of(
          "server",
          "header",
          "header_match",
          "skip_lines",
          "max_expansion",
          "types",
          "missing_columns",
          "drop_spanning_indexes",
          "allow_empty",
          "allow_unrelated",
          "allow_drop",
          "allow_referential_actions",
          "replace_by",
          "vector_index",
          "reject_limit",
          "rehearse");

  private Reload() {}

  /**
   * The request of the move.
   *
   * @param json that of the call
   * @throws RequestException where an option has no meaning for rejected rows (SQLSTATE 22023)
   */
  static Map<String, Object> request(Database database, Map<String, Object> json)
      throws InterruptedException {
    Map<String, Object> own = Json.map(json, "options");
    for (String option : NOT_OF_ROWS) {
      if (own.get(option) != null && !option.equals("reject_limit")) {
        throw RequestException.invalid(
            "option \"" + option + "\" has no meaning for rejected rows", null, null);
      }
    }
    Map<String, Object> move = database.fetch(new Command.OpenRejected());
    Map<String, Object> kept = new LinkedHashMap<>(Json.map(move, "options"));
    kept.keySet().removeAll(NOT_OF_ROWS);
    if (!"upsert".equals(kept.get("mode"))) {
      kept.put("mode", "append");
    }
    kept.put("on_error", "reject");
    kept.put("reject_limit", "100%");
    Map<String, Object> options = new LinkedHashMap<>(kept);
    options.putAll(own);
    if ("replace".equals(options.get("mode"))) {
      throw RequestException.invalid(
          "rejected rows cannot replace the rows of their table",
          null,
          "Values of \"mode\" are: append, upsert.");
    }
    Map<String, Object> request = new LinkedHashMap<>(json);
    request.put("task", "move");
    request.put(
        "table_name",
        Sql.name(Json.text(move, "schema")) + "." + Sql.name(Json.text(move, "name")));
    request.put("move_type", "existing_schema");
    request.put("dry_run", false);
    request.put("batch_size", move.get("batch_size"));
    request.put("primary_key_columns", Json.list(move, "primary_key_columns"));
    request.put("options", options);
    request.put("reload", new ReloadRequest(Json.text(json, "rejected_by"), kept, own).toJson());
    return request;
  }
}
