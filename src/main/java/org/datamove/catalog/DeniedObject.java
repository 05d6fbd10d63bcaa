package org.datamove.catalog;

import java.util.Map;
import org.datamove.json.Json;

/**
 * A function or a sequence that the definition of a table needs and the calling role may not use.
 *
 * @param kind what needs it: {@code default}, {@code generated}, {@code check}, {@code index} or
 *     {@code partition}
 * @param column the column that needs it, or null where it is the table
 * @param user what needs it, in words
 * @param object what is needed, such as {@code function price}
 * @param privilege the privilege that the role lacks
 */
public record DeniedObject(
    String kind, String column, String user, String object, String privilege) {
  static DeniedObject fromJson(Map<String, Object> json) {
    return new DeniedObject(
        Json.text(json, "kind"),
        Json.text(json, "column"),
        Json.text(json, "user"),
        Json.text(json, "object"),
        Json.text(json, "privilege"));
  }
}
