package org.datamove.request;

import java.util.List;
import java.util.Map;
import org.datamove.json.Json;

/**
 * An event trigger that fires in the caller's session.
 *
 * @param name its name
 * @param event when it fires, such as {@code ddl_command_end}
 * @param tags the commands that it is for; none where it is for all
 */
public record EventTrigger(String name, String event, List<String> tags) {
  static EventTrigger fromJson(Map<String, Object> json) {
    return new EventTrigger(
        Json.text(json, "name"), Json.text(json, "event"), Json.list(json, "tags"));
  }

  /** Whether it may fire for a command, such as {@code ALTER TABLE}. */
  public boolean isFor(String tag) {
    boolean fires =
        switch (event) {
          case "sql_drop" -> tag.equals("ALTER TABLE") || tag.startsWith("DROP ");
          case "table_rewrite" -> tag.equals("ALTER TABLE");
          default -> true;
        };
    return fires && (tags.isEmpty() || tags.contains(tag));
  }
}
