package org.datamove.execute;

import java.util.LinkedHashMap;
import java.util.Map;
import org.datamove.error.ErrorCode;
import org.datamove.result.Loaded;

/**
 * The rows of a move that has been carried out.
 *
 * @param loaded what reading the file told
 * @param written what became of those that were not put aside
 * @param deleted rows that were removed, or null where nobody counts them
 */
record Tally(Loaded loaded, Written written, Long deleted) {
  /** Rows that were neither put aside nor left out, and did not reach the table. */
  long suppressed() {
    return loaded.rowsRead() - loaded.rowsRejected() - written.skipped() - written.inTable();
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
              + written.inTable()
              + " were loaded"
              + (written.skipped() == 0 ? "" : " and " + written.skipped() + " skipped"),
          "The number of loaded rows must be the number of rows in the file. Nothing has been"
              + " changed.",
          "Look for triggers or rules of the table that add or swallow rows.");
    }
  }

  /** The report's rows. */
  Map<String, Object> toJson() {
    Map<String, Object> rows = new LinkedHashMap<>();
    rows.put("read", loaded.rowsRead());
    rows.put("inserted", written.inserted());
    rows.put("updated", written.updated());
    rows.put("unchanged", written.unchanged());
    rows.put("skipped", written.skipped());
    rows.put("deleted", deleted);
    rows.put("rejected", loaded.rowsRejected());
    rows.put("suppressed", suppressed());
    return rows;
  }
}
