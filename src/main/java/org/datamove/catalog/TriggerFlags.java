package org.datamove.catalog;

import java.util.Map;
import org.datamove.json.Json;

/**
 * Which user triggers fire in this session; disabled ones, and the server's own for constraints, do
 * not count. Row triggers count on the partitions too; for UPDATE and DELETE, and for TRUNCATE at
 * either level, on all that inherits.
 *
 * @param beforeRowInsert before each inserted row: it may change or suppress the row
 * @param afterRowInsert after each inserted row, constraint triggers included
 * @param statementInsert once for each INSERT or COPY
 * @param rowUpdate for each updated row
 * @param statementUpdate once for each UPDATE
 * @param rowDelete for each deleted row
 * @param statementDelete once for each DELETE
 * @param truncate for TRUNCATE
 */
public record TriggerFlags(
    boolean beforeRowInsert,
    boolean afterRowInsert,
    boolean statementInsert,
    boolean rowUpdate,
    boolean statementUpdate,
    boolean rowDelete,
    boolean statementDelete,
    boolean truncate) {
  static TriggerFlags fromJson(Map<String, Object> json) {
    return new TriggerFlags(
        Json.flag(json, "before_row_insert"),
        Json.flag(json, "after_row_insert"),
        Json.flag(json, "statement_insert"),
        Json.flag(json, "row_update"),
        Json.flag(json, "statement_update"),
        Json.flag(json, "row_delete"),
        Json.flag(json, "statement_delete"),
        Json.flag(json, "truncate"));
  }
}
