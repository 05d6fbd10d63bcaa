package org.datamove.execute;

import java.util.Map;
import org.datamove.json.Json;

/**
 * What became of the rows that reached the statements that write them.
 *
 * @param inserted rows that went in
 * @param updated rows that took the place of another
 * @param unchanged rows that the table had already, exactly as they are
 * @param skipped rows that were left out because they conflict with another
 */
record Written(long inserted, long updated, long unchanged, long skipped) {
  /** Rows that all went in. */
  static Written inserted(long rows) {
    return new Written(rows, 0, 0, 0);
  }

  /** Rows of which some conflict with others. */
  static Written ofAll(long rows, long inserted) {
    return new Written(inserted, 0, 0, rows - inserted);
  }

  /** The numbers as a statement tells them. */
  @SuppressWarnings("unchecked") // a statement's own object
  static Written fromJson(Object told) {
    Map<String, Object> json = (Map<String, Object>) told;
    return new Written(
        Json.number(json, "inserted", 0),
        Json.number(json, "updated", 0),
        Json.number(json, "unchanged", 0),
        0);
  }

  /** Rows of the file that the table has now. */
  long inTable() {
    return inserted + updated + unchanged;
  }
}
