package org.datamove.catalog;

import java.util.Map;
import org.datamove.json.Json;

/**
 * What the calling role may do to the whole table; rights on single columns are in {@link
 * ColumnInfo}.
 *
 * @param select SELECT
 * @param insert INSERT
 * @param update UPDATE
 * @param delete DELETE
 * @param truncate TRUNCATE
 * @param owner whether it has the rights of the owner
 * @param ownerOfChildren whether it has them of all that inherits from the table too, partitions
 *     included
 * @param maintain whether it may ANALYZE the table: as owner, as owner of the database, or from
 *     PostgreSQL 17 by MAINTAIN
 */
public record TablePrivileges(
    boolean select,
    boolean insert,
    boolean update,
    boolean delete,
    boolean truncate,
    boolean owner,
    boolean ownerOfChildren,
    boolean maintain) {
  /** Whether it may LOCK the table in a mode stronger than ROW EXCLUSIVE. */
  public boolean mayLock() {
    return update || delete || truncate;
  }

  static TablePrivileges fromJson(Map<String, Object> json) {
    return new TablePrivileges(
        Json.flag(json, "select"),
        Json.flag(json, "insert"),
        Json.flag(json, "update"),
        Json.flag(json, "delete"),
        Json.flag(json, "truncate"),
        Json.flag(json, "owner"),
        Json.flag(json, "owner_of_children"),
        Json.flag(json, "maintain"));
  }
}
