package org.datamove.execute;

import java.util.Map;
import org.datamove.json.Json;

/**
 * What a move must know of the session that it runs in.
 *
 * @param moveId the move's id
 * @param searchPath the caller's {@code search_path}
 */
record Caller(String moveId, String searchPath) {
  static Caller fromJson(Map<String, Object> session) {
    return new Caller(Json.text(session, "move_id"), Json.text(session, "search_path"));
  }

  /** The name of the move's stage, unquoted; it is in pg_temp. */
  String stage() {
    return "datamove_chunk_" + moveId;
  }
}
