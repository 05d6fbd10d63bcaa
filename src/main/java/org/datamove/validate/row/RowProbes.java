package org.datamove.validate.row;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.datamove.catalog.RowProbe;
import org.datamove.csv.Row;
import org.datamove.validate.finding.Finding;

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

  private final List<ProbedConstraint> constraints = new ArrayList<>();
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
   * @param notes takes a warning where a constraint turns out not to be foreseeable
   */
  public RowProbes(
      List<RowProbe> probes,
      List<String> names,
      boolean partitioned,
      Prober prober,
      Consumer<Finding> notes) {
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
    findings.forEach(kept.andThen(told));
    refusedLate.clear();
    chars = 0;
    rows = 0;
  }
}
