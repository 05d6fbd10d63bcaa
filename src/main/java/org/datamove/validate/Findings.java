package org.datamove.validate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects findings: all are counted, the first few for each column and code are kept. */
public final class Findings {
  private record Key(FindingCode code, String column) {}

  private static final class Group {
    final List<Finding> kept = new ArrayList<>();
    long count;
  }

  private final Map<Key, Group> groups = new HashMap<>();
  private final int keep;
  private long errors;

  /** Keeps {@code keep} findings, 1 or more, for each column and code. */
  public Findings(int keep) {
    this.keep = keep;
  }

  /** Adds a finding. */
  public void add(Finding finding) {
    Group group =
        groups.computeIfAbsent(new Key(finding.code(), finding.column()), key -> new Group());
    group.count++;
    if (group.kept.size() < keep) {
      group.kept.add(finding);
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
    return groups.get(new Key(finding.code(), finding.column())).count;
  }

  /** The kept findings: errors first, then warnings, then changes; by line, then as found. */
  public List<Finding> sorted() {
    List<Finding> all = new ArrayList<>();
    for (FindingCode code : FindingCode.values()) {
      groups.entrySet().stream()
          .filter(entry -> entry.getKey().code() == code)
          .sorted(Comparator.comparing(entry -> String.valueOf(entry.getKey().column())))
          .forEach(entry -> all.addAll(entry.getValue().kept));
    }
    all.sort(
        Comparator.comparing((Finding finding) -> finding.code().severity())
            .thenComparing(finding -> finding.line() == null ? 0L : finding.line()));
    return all;
  }
}
