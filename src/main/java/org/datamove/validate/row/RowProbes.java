package org.datamove.validate.row;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.datamove.catalog.RowProbe;
import org.datamove.csv.Row;
import org.datamove.validate.finding.Finding;
import org.datamove.validate.finding.FindingCode;

/**
 * Tries the rows of a file with the target's constraints: gathers the values that decide, and asks
 * PostgreSQL for many at once.
 *
 * <p>Not thread-safe. For a row: {@link #refused} for each field that is refused, which takes part
 * in nothing, then {@link #add} or {@link #forgetRow}; at times {@link #refusedLate}, then {@link
 * #settle}.
 */
public final class RowProbes {
  private static final int MANY_CHARS = 1024 * 1024;
  private static final int MANY_ROWS = 30_000;
  private static final Set<FindingCode> CONFLICTS =
      EnumSet.of(FindingCode.KEY_EXISTS, FindingCode.EXCLUSION_VIOLATION);

  private final List<ProbedConstraint> constraints = new ArrayList<>();
  private final boolean skips;
  private final Prober prober;
  private final Consumer<Finding> notes;
  private Consumer<Finding> kept = finding -> {};
  private final BitSet refused = new BitSet();
  private final Map<Long, BitSet> refusedLate = new HashMap<>();
  private long chars;
  private int rows;

  /**
   * Trials of a file's rows.
   *
   * @param probes the constraints
   * @param names the file's columns
   * @param partitioned whether the target is partitioned
   * @param skips whether rows that a row of the table is in the way of are skipped
   * @param notes takes a warning where a constraint turns out not to be foreseeable
   */
  public RowProbes(
      List<RowProbe> probes,
      List<String> names,
      boolean partitioned,
      boolean skips,
      Prober prober,
      Consumer<Finding> notes) {
    this.skips = skips;
    this.prober = prober;
    this.notes = notes;
    for (RowProbe probe : probes) {
      int[] fields = probe.columns().stream().mapToInt(names::indexOf).toArray();
      constraints.add(new ProbedConstraint(probe, fields, partitioned));
    }
  }

  /** Whether there is nothing to try. */
  public boolean isEmpty() {
    return constraints.isEmpty();
  }

  /** Has what is found kept as well; takes it in the file's order. */
  public void keep(Consumer<Finding> keeper) {
    kept = keeper;
  }

  void refused(int field) {
    refused.set(field);
  }

  void add(Row row) {
    for (ProbedConstraint constraint : constraints) {
      int more = constraint.add(row, refused);
      chars += more;
      rows += more > 0 ? 1 : 0;
    }
    forgetRow();
  }

  void forgetRow() {
    if (!refused.isEmpty()) {
      refused.clear();
    }
  }

  /** A value of a row that was taken turns out to be refused. */
  void refusedLate(long row, int field) {
    refusedLate.computeIfAbsent(row, number -> new BitSet()).set(field);
  }

  boolean areMany() {
    return chars >= MANY_CHARS || rows >= MANY_ROWS;
  }

  /** Asks for all values; tells of the refused rows in the file's order. */
  void settle(Consumer<Finding> told) throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    for (ProbedConstraint constraint : constraints) {
      String unable = constraint.settle(prober::probe, refusedLate, findings::add);
      if (unable != null) {
        notes.accept(ProbeFindings.unable(constraint.probe(), unable));
      }
    }
    findings.sort(Comparator.comparing(Finding::row));
    (skips ? withSkipped(findings) : findings).forEach(kept.andThen(told));
    refusedLate.clear();
    chars = 0;
    rows = 0;
  }

  /** A row is skipped once, however many rows are in its way, and not where it is refused. */
  private static List<Finding> withSkipped(List<Finding> findings) {
    Set<Long> rows = new HashSet<>();
    findings.stream().filter(each -> !isConflict(each)).forEach(each -> rows.add(each.row()));
    List<Finding> told = new ArrayList<>();
    for (Finding finding : findings) {
      if (!isConflict(finding)) {
        told.add(finding);
      } else if (rows.add(finding.row())) {
        told.add(Finding.ofSkipped(finding.row(), finding.place(), false));
      }
    }
    return told;
  }

  /** Whether a row of the table is in the way; the key's expression may fail, too. */
  private static boolean isConflict(Finding finding) {
    return CONFLICTS.contains(finding.code())
        && finding.code().sqlState().equals(finding.sqlState());
  }
}
