package org.datamove.error;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The fields of an error as a PostgreSQL client sees them.
 *
 * @param sqlState five characters, not null
 * @param message one line, lower case, no full stop, not null
 * @param detail whole sentences, or null
 * @param hint whole sentences, or null
 */
public record Failure(String sqlState, String message, String detail, String hint) {

  /** A failure with the code's own SQLSTATE. */
  public static Failure of(ErrorCode code, String message, String detail, String hint) {
    return new Failure(code.sqlState(), message, detail, hint);
  }

  /** The failure as a JSON object with the keys sqlstate, message, detail and hint. */
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("sqlstate", sqlState);
    json.put("message", message);
    json.put("detail", detail);
    json.put("hint", hint);
    return json;
  }
}
