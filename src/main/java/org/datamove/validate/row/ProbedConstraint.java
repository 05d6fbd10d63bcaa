package org.datamove.validate.row;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.datamove.catalog.RowProbe;
import org.datamove.csv.Row;
import org.datamove.validate.finding.Finding;
import org.datamove.validate.finding.Judge;

/**
 * One constraint, with the rows that are to be tried with it.
 *
 * <p>Remembers what came of the most recent 4,096 trials of at most 100 characters.
 */
final class ProbedConstraint {
  private static final int REMEMBERED = 4096;
  private static final int LONGEST_REMEMBERED_CHARS = 100;
  private static final int OVERHEAD_CHARS = 16;

  /** Errors that are nobody's fault but the trial's: they say nothing of a row. */
  private static final Set<String> NOT_OF_ROWS =
      Set.of("0A", "25", "40", "42", "53", "54", "55", "57", "58", "F0", "XX");

  /** Tries values, as {@link Prober#probe} does. */
  interface Trial {
    /** What came of it. */
    Prober.Answer of(RowProbe probe, List<List<String>> tuples) throws InterruptedException;
  }

  private record Waiting(long row, long place, List<String> values) {}

  private final RowProbe probe;
  private final int[] fields;
  private final boolean partitioned;
  private final List<Waiting> waiting = new ArrayList<>();
  private boolean unable;

  /** What came of recent trials; null where the constraint holds. */
  private final Map<List<String>, Judge.Verdict> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<List<String>, Judge.Verdict> eldest) {
          return size() > REMEMBERED;
        }
      };

  ProbedConstraint(RowProbe probe, int[] fields, boolean partitioned) {
    this.probe = probe;
    this.fields = fields;
    this.partitioned = partitioned;
  }

  RowProbe probe() {
    return probe;
  }

  /** Takes a row unless it is known to be good; returns how many characters that are to ask. */
  int add(Row row, BitSet refused) {
    if (unable || isAmong(refused)) {
      return 0;
    }
    List<String> values = new ArrayList<>(fields.length);
    for (int field : fields) {
      values.add(row.text(field));
    }
    return add(row.number(), row.place(), values);
  }

  /** The same of a row of which only the values of the constraint's columns are at hand. */
  int add(long row, long place, List<String> values) {
    if (unable || (known.containsKey(values) && known.get(values) == null)) {
      return 0;
    }
    waiting.add(new Waiting(row, place, values));
    return OVERHEAD_CHARS + values.stream().mapToInt(ProbedConstraint::length).sum();
  }

  private boolean isAmong(BitSet refused) {
    if (refused != null && !refused.isEmpty()) {
      for (int field : fields) {
        if (refused.get(field)) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Has all of them tried, but for those that turned out to have refused values.
   *
   * @return why that cannot be done, or null
   */
  String settle(Trial trial, Map<Long, BitSet> refusedLate, Consumer<Finding> told)
      throws InterruptedException {
    if (!refusedLate.isEmpty()) {
      waiting.removeIf(each -> isAmong(refusedLate.get(each.row())));
    }
    Map<List<String>, Judge.Verdict> refusals = new LinkedHashMap<>();
    Set<List<String>> unknown = new LinkedHashSet<>();
    for (Waiting each : waiting) {
      Judge.Verdict verdict = known.get(each.values());
      if (verdict != null) {
        refusals.put(each.values(), verdict);
      } else {
        unknown.add(each.values());
      }
    }
    String problem = unknown.isEmpty() ? null : ask(trial, List.copyOf(unknown), refusals);
    for (Waiting each : waiting) {
      Judge.Verdict verdict = refusals.get(each.values());
      if (verdict != null) {
        told.accept(
            ProbeFindings.refusal(
                probe, each.row(), each.place(), each.values(), verdict, partitioned));
      }
    }
    waiting.clear();
    return problem;
  }

  private String ask(
      Trial trial, List<List<String>> tuples, Map<List<String>, Judge.Verdict> refusals)
      throws InterruptedException {
    Prober.Answer answer = trial.of(probe, tuples);
    String problem = answer.unable();
    for (Map.Entry<Integer, Judge.Verdict> each : answer.refused().entrySet()) {
      Judge.Verdict verdict = each.getValue();
      if (verdict.accepted() || !NOT_OF_ROWS.contains(verdict.sqlState().substring(0, 2))) {
        refusals.put(tuples.get(each.getKey()), verdict);
      } else {
        problem = verdict.message();
      }
    }
    unable = problem != null;
    for (List<String> values : unable ? Collections.<List<String>>emptyList() : tuples) {
      if (values.stream().mapToInt(ProbedConstraint::length).sum() <= LONGEST_REMEMBERED_CHARS) {
        known.put(values, refusals.get(values));
      }
    }
    return problem;
  }

  private static int length(String value) {
    return value == null ? 0 : value.length();
  }
}
