package org.datamove.request;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.datamove.json.Json;

/**
 * What was rejected and is moved again.
 *
 * @param moveId the move that rejected it
 * @param options those of that move that still have a meaning
 * @param own those that the caller gives now, which go before all others
 */
public record ReloadRequest(String moveId, Map<String, Object> options, Map<String, Object> own) {
  static ReloadRequest fromJson(Map<String, Object> json) {
    return json.isEmpty()
        ? null
        : new ReloadRequest(
            Json.text(json, "move_id"), Json.map(json, "options"), Json.map(json, "own"));
  }

  /** How a request has it. */
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("move_id", moveId);
    json.put("options", options);
    json.put("own", own);
    return json;
  }

  /**
   * How the records of a file are read.
   *
   * @param written how the file is written, as members of the argument {@code options}
   * @throws org.datamove.error.RequestException where what the caller gives does not go with it
   */
  public CsvOptions csv(Map<String, Object> written) {
    Map<String, Object> all = new HashMap<>(options);
    all.putAll(written);
    all.putAll(own);
    all.put("skip_lines", 0);
    all.put("header", false);
    return Options.fromJson(all).csv();
  }
}
