package org.datamove.validate.row;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.datamove.csv.RawRecord;
import org.datamove.csv.Row;
import org.datamove.validate.finding.Finding;

/**
 * What is wrong with each row. A row is rejected once all of that is known, so one with values in
 * doubt is kept until they are settled.
 */
final class Refusals {
  private static final List<Finding> NONE = List.of();

  private record Kept(long place, RawRecord record, List<Finding> findings) {}

  private final Rejects rejects; // null where nobody wants to know
  private final Map<Long, Kept> inDoubt = new LinkedHashMap<>();
  private List<Finding> ofRow = NONE;

  Refusals(Rejects rejects) {
    this.rejects = rejects;
  }

  /** Goes on to the row that was read last. */
  void next() {
    ofRow = NONE;
  }

  /** Goes back to a row that was in doubt. */
  void backTo(long row) {
    ofRow = rejects == null ? NONE : inDoubt.get(row).findings();
  }

  /** Adds what is wrong with the row. */
  void add(Finding finding) {
    if (rejects != null) {
      ofRow = ofRow == NONE ? new ArrayList<>() : ofRow;
      ofRow.add(finding);
    }
  }

  /** Adds what is wrong with a row before the next {@link #settled}; whether it is the first. */
  void addLate(Finding finding, boolean isFirst) {
    Kept kept = inDoubt.get(finding.row());
    if (kept != null) {
      kept.findings().add(finding);
    } else if (rejects != null && isFirst) {
      rejects.add(finding.row(), finding.place(), null, List.of(finding));
    }
  }

  /** The row that was read last has been looked at; {@code doubtful} where values are in doubt. */
  void end(Row row, boolean doubtful) {
    if (rejects == null || (ofRow == NONE && !doubtful)) {
      return;
    }
    RawRecord record = rejects.currentRecord();
    if (doubtful) {
      List<Finding> findings = ofRow == NONE ? new ArrayList<>() : ofRow;
      inDoubt.put(row.number(), new Kept(row.place(), record, findings));
    } else {
      rejects.add(row.number(), row.place(), record, ofRow);
    }
  }

  /** All doubts are settled. */
  void settled() {
    inDoubt.forEach(
        (row, kept) -> {
          if (!kept.findings().isEmpty()) {
            rejects.add(row, kept.place(), kept.record(), kept.findings());
          }
        });
    inDoubt.clear();
  }
}
