package org.datamove.validate.finding;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.datamove.request.Options;

/**
 * Collects findings: all are counted, the first few for each column and code are kept. What is kept
 * has a bound in memory, however many the caller wants and however long their texts are.
 */
public final class Findings {
  private static final int KEPT_BYTES = 8 << 20;
  private static final int BYTES_OF_ONE = 300;
  private static final int BYTES_OF_A_COUNT = 150;

  private record Key(FindingCode code, String column, String constraint) {
    static Key of(Finding finding) {
      return new Key(finding.code(), finding.column(), finding.constraint());
    }
  }

  private final Map<Key, Long> counts = new HashMap<>();
  private final List<Finding> kept = new ArrayList<>();
  private final int keep;
  private final boolean rowsCanGo;
  private long problems;
  private long errors;
  private int bytes;
  private boolean datesProven;

  /** Keeps {@code keep} findings, 1 or more, for each column and code. */
  public Findings(int keep) {
    this(keep, false);
  }

  /** Findings of a move; with {@code on_error = reject} those about rows are no errors of it. */
  public static Findings of(Options options) {
    return new Findings(options.reportLimit(), options.rejects());
  }

  private Findings(int keep, boolean rowsCanGo) {
    this.keep = keep;
    this.rowsCanGo = rowsCanGo;
  }

  /** Adds a finding. */
  public void add(Finding finding) {
    Key key = Key.of(finding);
    Long before = counts.get(key);
    // Of a column and code that there is no room for nothing will be shown, and nobody asks for the
    // number.
    if (before != null || bytes < KEPT_BYTES) {
      counts.put(key, before == null ? 1L : before + 1);
      bytes += before == null ? BYTES_OF_A_COUNT : 0;
      if ((before == null || before < keep) && bytes < KEPT_BYTES) {
        kept.add(finding);
        bytes += BYTES_OF_ONE + finding.chars();
      }
    }
    if (finding.severity() == Severity.ERROR) {
      problems++;
      errors += rowsCanGo && finding.canGoWithItsRow() ? 0 : 1;
    }
  }

  /** Takes back the warnings of a code and a column, which turn out not to hold. */
  public void takeBack(FindingCode code, String column) {
    counts.remove(new Key(code, column, null));
    kept.removeIf(finding -> finding.code() == code && column.equals(finding.column()));
  }

  /** Makes errors of the warnings of a code and a column, with another message and hint. */
  public void raise(FindingCode code, String column, String message, String hint) {
    kept.replaceAll(
        finding ->
            finding.code() == code && column.equals(finding.column())
                ? finding.asError(message, hint)
                : finding);
    long count = counts.get(new Key(code, column, null));
    problems += count;
    errors += count;
  }

  /** Says whether dates of the file are dates in the session's order only. */
  public void datesProven(boolean proven) {
    datesProven = proven;
  }

  /** Whether dates of the file are dates in the session's order only. */
  public boolean areDatesProven() {
    return datesProven;
  }

  /** Counts findings about rows that are of a kept one's code and column but not kept. */
  public void count(Finding like, long more) {
    counts.merge(Key.of(like), more, Long::sum);
    if (like.severity() == Severity.ERROR) {
      problems += more;
      errors += rowsCanGo ? 0 : more;
    }
  }

  /** The same without those about rows. */
  public Findings withoutRows() {
    Findings others = new Findings(keep, rowsCanGo);
    others.datesProven = datesProven;
    kept.stream().filter(finding -> finding.row() == null).forEach(others::add);
    return others;
  }

  /** Those about rows, with the same counts. */
  public Findings ofRows() {
    Findings rows = new Findings(keep, rowsCanGo);
    rows.datesProven = datesProven;
    kept.stream().filter(finding -> finding.row() != null).forEach(rows::add);
    rows.counts.putAll(counts);
    return rows;
  }

  /** How many problems there are, kept or not, those of rejected rows included. */
  public long problems() {
    return problems;
  }

  /** How many problems the move fails for, kept or not. */
  public long errors() {
    return errors;
  }

  /** How often a finding's code occurs for its column. */
  public long occurrences(Finding finding) {
    return counts.get(Key.of(finding));
  }

  /** The kept findings: errors first, then warnings; by line, then as found. */
  public List<Finding> sorted() {
    return kept.stream()
        .sorted(
            Comparator.comparing(Finding::severity)
                .thenComparing(finding -> finding.place() == null ? 0L : finding.place()))
        .toList();
  }
}
