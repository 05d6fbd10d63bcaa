package org.datamove.execute;

import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.datamove.json.Json;

/**
 * What became of the rows that reached the statements that write them.
 *
 * @param inserted rows that went in
 * @param updated rows that took the place of another
 * @param unchanged rows that the table had already, exactly as they are
 * @param skipped rows that were left out because they conflict with another
 * @param listed the first of these in the file's order, where they are asked for; else none
 */
record Written(long inserted, long updated, long unchanged, long skipped, List<SkippedRow> listed) {
  /** Rows that all went in. */
  static Written inserted(long rows) {
    return new Written(rows, 0, 0, 0, List.of());
  }

  /** The same, where all others of so many rows were skipped. */
  Written skippingOthersOf(long rows) {
    return new Written(inserted, updated, unchanged, rows - inserted, listed);
  }

  /**
   * What a statement tells.
   *
   * @param paths the file of a place
   */
  @SuppressWarnings("unchecked") // a statement's own object
  static Written fromJson(Object told, LongFunction<String> paths) {
    Map<String, Object> json = (Map<String, Object>) told;
    List<Number> skipped = Json.list(json, "skipped");
    return new Written(
        Json.number(json, "inserted", 0),
        Json.number(json, "updated", 0),
        Json.number(json, "unchanged", 0),
        0,
        skipped.stream()
            .map(Number::longValue)
            .map(place -> new SkippedRow(place, paths.apply(place)))
            .toList());
  }

  /** Rows of the file that the table has now. */
  long inTable() {
    return inserted + updated + unchanged;
  }
}
