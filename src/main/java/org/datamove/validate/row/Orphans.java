package org.datamove.validate.row;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.datamove.catalog.RowProbe;
import org.datamove.key.OrphanFinder;
import org.datamove.validate.finding.Finding;
import org.datamove.validate.finding.Findings;
import org.datamove.validate.finding.Judge;

/**
 * Takes rows that refer to no row of the file, and looks for what they refer to in the table where
 * its rows stay. Those that refer to none there either are counted, and the first are kept.
 */
public final class Orphans implements OrphanFinder.Found {
  private static final int MANY_CHARS = 1024 * 1024;
  private static final int MANY_ROWS = 30_000;
  private static final String FOLLOWS =
      "A row that refers to one that is rejected is rejected, too.";

  private final SelfReference reference;
  private final ProbedConstraint constraint;
  private final Prober prober;
  private final LongConsumer refused;
  private final int keep;
  private final PriorityQueue<Finding> first =
      new PriorityQueue<>(Comparator.comparing(Finding::row).reversed());
  private long total;
  private long chars;
  private int rows;
  private String unable;

  /**
   * None yet.
   *
   * @param partitioned whether the target is partitioned
   * @param keep how many are kept, 1 or more
   * @param refused takes the number of each row that is refused
   */
  public Orphans(
      SelfReference reference, boolean partitioned, Prober prober, int keep, LongConsumer refused) {
    this.reference = reference;
    int[] fields = reference.key().fields().stream().mapToInt(Integer::intValue).toArray();
    this.constraint = new ProbedConstraint(reference.probe(), fields, partitioned);
    this.prober = prober;
    this.keep = keep;
    this.refused = refused;
  }

  @Override
  public void orphan(long row, long place, List<String> values) throws InterruptedException {
    chars += constraint.add(row, place, values);
    if (++rows >= MANY_ROWS || chars >= MANY_CHARS) {
      settle();
    }
  }

  /** Decides about all rows that have come. */
  public void settle() throws InterruptedException {
    String problem =
        constraint.settle(
            reference.looksInTable() ? prober::probe : Orphans::refuse, Map.of(), this::add);
    unable = unable == null ? problem : unable;
    chars = 0;
    rows = 0;
  }

  private static Prober.Answer refuse(RowProbe probe, List<List<String>> tuples) {
    Map<Integer, Judge.Verdict> all = new LinkedHashMap<>();
    for (int i = 0; i < tuples.size(); i++) {
      all.put(i, Judge.Verdict.ACCEPTED);
    }
    return new Prober.Answer(all, null);
  }

  private void add(Finding finding) {
    total++;
    refused.accept(finding.row());
    if (first.size() < keep || first.element().row() > finding.row()) {
      if (first.size() == keep) {
        first.remove();
      }
      first.add(finding);
    }
  }

  /** Those that are kept, by row. */
  public List<Finding> first() {
    List<Finding> sorted = new ArrayList<>(first);
    sorted.sort(Comparator.comparing(Finding::row));
    return sorted;
  }

  /** How many there are. */
  public long total() {
    return total;
  }

  /**
   * Says where there may be more.
   *
   * @param mayFollow whether rows that refer to a rejected one have not been followed to the end
   */
  public void note(boolean mayFollow, Consumer<Finding> notes) {
    if (unable != null) {
      notes.accept(ProbeFindings.unable(reference.probe(), unable));
    } else if (mayFollow) {
      notes.accept(ProbeFindings.notForeseen(reference.probe(), FOLLOWS));
    }
  }

  /**
   * Tells of them.
   *
   * @param rejects counts the rows that a load would reject; null where one fails the move
   */
  public void tell(Findings findings, Rejects rejects) {
    List<Finding> sorted = first();
    sorted.forEach(findings::add);
    if (total > sorted.size()) {
      findings.count(sorted.get(0), total - sorted.size());
    }
    if (rejects != null) {
      rejects.count(total);
    }
  }
}
