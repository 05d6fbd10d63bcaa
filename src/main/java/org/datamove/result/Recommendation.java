package org.datamove.result;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.datamove.error.Hint;
import org.datamove.json.Json;

/**
 * What the caller may do about findings.
 *
 * @param text a whole sentence
 * @param sql a statement to run before the move, or null
 * @param option arguments to give in the call, by name, or null
 */
record Recommendation(String text, String sql, Map<String, Object> option) {
  static Recommendation text(String text) {
    return new Recommendation(text, null, null);
  }

  static Recommendation sql(String text, String sql) {
    return new Recommendation(text, sql, null);
  }

  /** An argument of the call. */
  static Recommendation argument(String text, String name, Object value) {
    return new Recommendation(text, null, Map.of(name, value));
  }

  /** Members of the argument {@code options}. */
  static Recommendation options(String text, Map<String, Object> options) {
    return argument(text, "options", options);
  }

  /** The recommendation as a hint has it, with the arguments in words; null where it has none. */
  String hint() {
    if (option == null) {
      return null;
    }
    return text
        + " "
        + (option.containsKey("options")
            ? Hint.options("Set", Json.map(option, "options"))
            : option.entrySet().stream()
                .map(one -> Hint.argument(one.getKey(), one.getValue().toString()))
                .collect(Collectors.joining(" and ", "Set ", ".")));
  }

  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("text", text);
    json.put("sql", sql);
    json.put("option", option);
    return json;
  }
}
