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
 * @param fields what the database says that it is about
 */
public record Failure(
    String sqlState, String message, String detail, String hint, ErrorFields fields) {
  /** A failure that the database has not said. */
  public Failure(String sqlState, String message, String detail, String hint) {
    this(sqlState, message, detail, hint, ErrorFields.NONE);
  }

  /** A failure with the code's own SQLSTATE. */
  public static Failure of(ErrorCode code, String message, String detail, String hint) {
    return new Failure(code.sqlState(), message, detail, hint);
  }

  /** As a JSON object with the keys sqlstate, message, detail, hint and those of the fields. */
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("sqlstate", sqlState);
    json.put("message", message);
    json.put("detail", detail);
    json.put("hint", hint);
    json.putAll(fields.toJson());
    return json;
  }
}
