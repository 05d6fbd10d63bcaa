package org.datamove.validate.row;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.datamove.csv.Row;
import org.datamove.key.KeyCollector;
import org.datamove.validate.finding.Finding;
import org.datamove.validate.finding.Severity;

/**
 * What goes on with rows whose values have been checked: their keys are written down, and they are
 * tried with the target's constraints. A refused value takes part in neither; nor does a row that
 * is rejected have a key.
 */
final class Followers {
  private final KeyCollector keys;
  private final RowProbes probes;
  private final boolean rejects;
  private final Set<Long> refusedRows = new HashSet<>();

  /**
   * Those that there are.
   *
   * @param keys or null
   * @param probes or null
   * @param rejects whether refused rows are left out
   */
  Followers(KeyCollector keys, RowProbes probes, boolean rejects) {
    this.keys = keys;
    this.probes = probes == null || probes.isEmpty() ? null : probes;
    this.rejects = rejects;
  }

  /** The next row's value of a field is refused. */
  void refused(int field) {
    if (keys != null) {
      keys.refused(field);
    }
    refusedNull(field);
  }

  /** The next row's NULL in a field is refused. */
  void refusedNull(int field) {
    if (probes != null) {
      probes.refused(field);
    }
  }

  /** Takes a row, or lets it go where it has no fields to go by. */
  void take(Row row, boolean hasFields, boolean good) {
    if (keys != null && hasFields && (good || !rejects)) {
      keys.add(row);
    } else if (keys != null) {
      keys.forgetRow();
    }
    if (probes != null && hasFields) {
      probes.add(row);
    } else if (probes != null) {
      probes.forgetRow();
    }
    if (probes != null && rejects && !good) {
      refusedRows.add(row.number());
    }
  }

  /** A value of a row that was taken turns out to be refused. */
  void refusedLate(long row, int field) {
    if (keys != null && rejects) {
      keys.refusedLate(row);
    } else if (keys != null) {
      keys.refusedLate(row, field);
    }
    if (probes != null) {
      probes.refusedLate(row, field);
      refusedRows.add(row);
    }
  }

  boolean areMany() {
    return probes != null && probes.areMany();
  }

  /**
   * Has the rows tried.
   *
   * @param told takes what is wrong with them
   * @param skipped takes a finding for each of the others that is skipped
   */
  void settle(Consumer<Finding> told, Consumer<Finding> skipped) throws InterruptedException {
    if (probes != null) {
      probes.settle(
          finding -> {
            if (finding.severity() == Severity.ERROR) {
              refuse(finding.row());
              told.accept(finding);
            } else if (!wasRefused(finding.row())) {
              skipped.accept(finding);
            }
          });
    }
    refusedRows.clear();
  }

  private void refuse(long row) {
    if (keys != null && rejects) {
      keys.refusedLate(row);
    }
  }

  /** Whether a row was refused when it was taken; known until the next {@link #settle}. */
  boolean wasRefused(long row) {
    return refusedRows.contains(row);
  }
}
