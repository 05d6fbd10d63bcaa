package org.datamove.catalog;

import java.util.List;
import java.util.Map;
import org.datamove.json.Json;

/**
 * A primary or unique key.
 *
 * @param name the constraint's name, or the index's where there is no constraint
 * @param columns the names of the columns in the key's order
 * @param nullsNotDistinct whether two NULLs are equal in it (PostgreSQL 15 and later)
 * @param deferrable whether it can be checked at the end of the transaction
 * @param hasOwnEquality whether values can be equal in it that are not equal for their type: under
 *     a collation that is not deterministic, or an operator class of somebody's own
 * @param withoutOverlaps whether ranges of its last column that overlap conflict (PostgreSQL 18 and
 *     later)
 */
public record KeyInfo(
    String name,
    List<String> columns,
    boolean nullsNotDistinct,
    boolean deferrable,
    boolean hasOwnEquality,
    boolean withoutOverlaps) {
  static KeyInfo fromJson(Map<String, Object> json) {
    return new KeyInfo(
        Json.text(json, "name"),
        List.copyOf(Json.<String>list(json, "columns")),
        Json.flag(json, "nulls_not_distinct"),
        Json.flag(json, "deferrable"),
        Json.flag(json, "own_equality"),
        Json.flag(json, "without_overlaps"));
  }
}
