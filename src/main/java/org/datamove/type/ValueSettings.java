package org.datamove.type;

import java.util.Map;
import org.datamove.json.Json;

/**
 * The session's settings on which it depends what PostgreSQL makes of a text.
 *
 * @param dateOrder how dates in digits are read
 */
public record ValueSettings(DateOrder dateOrder) {
  /** PostgreSQL's defaults. */
  public static final ValueSettings DEFAULT = new ValueSettings(DateOrder.MDY);

  /**
   * Reads a request's session.
   *
   * @param session has the member {@code date_style}
   * @return the settings; PostgreSQL's default for what is missing
   */
  public static ValueSettings fromJson(Map<String, Object> session) {
    return new ValueSettings(DateOrder.of(Json.text(session, "date_style")));
  }
}
