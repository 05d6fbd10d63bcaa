package org.datamove.validate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects findings: all are counted, the first few for each column and code are kept. */
public final class Findings {
  private record Key(FindingCode code, String column) {}

  private final Map<Key, Long> counts = new HashMap<>();
  private final List<Finding> kept = new ArrayList<>();
  private final int keep;
  private long errors;

  /** Keeps {@code keep} findings, 1 or more, for each column and code. */
  public Findings(int keep) {
    this.keep = keep;
  }

  /** Adds a finding. */
  public void add(Finding finding) {
    long count = counts.merge(new Key(finding.code(), finding.column()), 1L, Long::sum);
    if (count <= keep) {
      kept.add(finding);
    }
    if (finding.code().severity() == Severity.ERROR) {
      errors++;
    }
  }

  /** How many errors there are, kept or not. */
  public long errors() {
    return errors;
  }

  /** How often a finding's code occurs for its column. */
  public long occurrences(Finding finding) {
    return counts.get(new Key(finding.code(), finding.column()));
  }

  /** The kept findings: errors first, then warnings, then changes; by line, then as found. */
  public List<Finding> sorted() {
    return kept.stream()
        .sorted(
            Comparator.comparing((Finding finding) -> finding.code().severity())
                .thenComparing(finding -> finding.line() == null ? 0L : finding.line()))
        .toList();
  }
}
