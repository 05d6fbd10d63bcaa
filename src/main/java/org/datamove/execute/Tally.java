package org.datamove.execute;

import java.util.LinkedHashMap;
import java.util.Map;
import org.datamove.error.ErrorCode;
import org.datamove.result.Loaded;

/**
 * The rows of a move that has been carried out.
 *
 * @param loaded what reading the file told
 * @param inTable rows that went into the table, new or updated
 * @param updated those of them that were there before
 * @param deleted rows that were removed, or null where nobody counts them
 */
record Tally(Loaded loaded, long inTable, long updated, Long deleted) {
  /** Rows that were neither put aside nor reached the table. */
  long suppressed() {
    return loaded.rowsRead() - loaded.rowsRejected() - inTable;
  }

  /**
   * Sees that no row was lost or added on the way.
   *
   * @param maySuppress whether a trigger may keep rows out
   */
  void check(boolean maySuppress) {
    if (suppressed() < 0 || (suppressed() > 0 && !maySuppress)) {
      throw new MoveFailedException(
          ErrorCode.INTERNAL,
          loaded.rowsRead()
              + " rows were read and "
              + loaded.rowsRejected()
              + " rejected, but "
              + inTable
              + " were loaded",
          "The number of loaded rows must be the number of rows in the file. Nothing has been"
              + " changed.",
          "Look for triggers or rules of the table that add or swallow rows.");
    }
  }

  /** The report's rows. */
  Map<String, Object> toJson() {
    Map<String, Object> rows = new LinkedHashMap<>();
    rows.put("read", loaded.rowsRead());
    rows.put("inserted", inTable - updated);
    rows.put("updated", updated);
    rows.put("deleted", deleted);
    rows.put("rejected", loaded.rowsRejected());
    rows.put("suppressed", suppressed());
    return rows;
  }
}
