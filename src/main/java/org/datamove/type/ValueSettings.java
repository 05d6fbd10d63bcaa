package org.datamove.type;

import java.util.Map;
import org.datamove.json.Json;

/**
 * The session's settings on which it depends what PostgreSQL makes of a text.
 *
 * @param dateOrder how dates in digits are read
 * @param hexBytes whether {@code bytea_output} is {@code hex}
 * @param money 1234567.89 as {@code lc_monetary} has it written
 */
public record ValueSettings(DateOrder dateOrder, boolean hexBytes, String money) {
  /** PostgreSQL's defaults. */
  public static final ValueSettings DEFAULT =
      new ValueSettings(DateOrder.MDY, true, "$1,234,567.89");

  /**
   * Reads a request's session.
   *
   * @param session has the members {@code date_style}, {@code bytea_output} and {@code money}
   * @return the settings; PostgreSQL's default for what is missing
   */
  public static ValueSettings fromJson(Map<String, Object> session) {
    String money = Json.text(session, "money");
    return new ValueSettings(
        DateOrder.of(Json.text(session, "date_style")),
        !"escape".equals(Json.text(session, "bytea_output")),
        money == null ? DEFAULT.money : money);
  }
}
