package org.datamove.catalog;

import java.util.Map;
import org.datamove.json.Json;
import org.datamove.type.PgType;

/**
 * A type that the caller asks for with an option, as the catalog has it.
 *
 * @param reference the type by its {@code oid} and {@code mod}
 * @param type the type itself
 * @param base the type below its domains; the type itself where it is no domain
 * @param nullable whether it takes NULL: no domain of its is NOT NULL
 */
public record TypeInfo(Map<String, Object> reference, PgType type, PgType base, boolean nullable) {
  /**
   * Reads the document of {@code datamove.type_document}.
   *
   * @param json the document, not null
   * @return the type
   */
  public static TypeInfo fromJson(Map<String, Object> json) {
    PgType type = ColumnInfo.type(json, "schema", "name", "kind", "mod", "sql");
    Map<String, Object> base = Json.map(json, "base");
    return new TypeInfo(
        Map.of("oid", json.get("oid"), "mod", json.get("mod")),
        type,
        base.isEmpty() ? type : PgType.fromJson(base),
        !Json.flag(json, "not_null"));
  }
}
