package org.datamove.validate.row;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.datamove.catalog.KeyInfo;
import org.datamove.catalog.RowProbe;
import org.datamove.catalog.TableInfo;
import org.datamove.request.Request;
import org.datamove.validate.finding.Finding;
import org.datamove.validate.move.MatchKey;
import org.datamove.validate.move.WriteDisposition;

/**
 * Which constraints of a target rows are tried with before they are loaded: those that the move is
 * certain to fail with. The others are named.
 */
public final class TriedConstraints {
  private final Request request;
  private final TableInfo table;
  private final WriteDisposition disposition;
  private final List<String> names;
  private final SelfReferenceRule rule;
  private final List<RowProbe> probes = new ArrayList<>();
  private final List<SelfReference> references = new ArrayList<>();

  private TriedConstraints(Request request, List<String> names) {
    this.request = request;
    this.table = request.table();
    this.disposition = WriteDisposition.of(request);
    this.names = names;
    this.rule = new SelfReferenceRule(request, names);
  }

  /**
   * Chooses among the constraints of a request's target.
   *
   * @param names the file's columns
   * @param found the constraints
   * @param notes takes a warning for each of those that only the load tries
   */
  public static TriedConstraints of(
      Request request, List<String> names, List<RowProbe> found, Consumer<Finding> notes) {
    TriedConstraints tried = new TriedConstraints(request, names);
    for (RowProbe probe : found) {
      tried.choose(probe, notes);
    }
    return tried;
  }

  private void choose(RowProbe probe, Consumer<Finding> notes) {
    String obstacle = matters(probe) ? take(probe) : null;
    if (obstacle == null && maySetRowsAgainstEachOther(probe)) {
      obstacle = "Rows of the file may conflict with each other.";
    }
    if (obstacle != null) {
      notes.accept(ProbeFindings.notForeseen(probe, obstacle));
    }
  }

  /** Has rows tried with a constraint; returns why that cannot be done, or null. */
  private String take(RowProbe probe) {
    String obstacle = obstacle(probe);
    if (obstacle == null && probe.self() == null) {
      probes.add(probe);
    } else if (obstacle == null && !rule.isMet(probe)) {
      obstacle = rule.obstacle(probe);
      if (obstacle == null) {
        references.add(SelfReference.of(probe, names, rule.looksInTable(probe)));
      }
    }
    return obstacle;
  }

  /** Those that PostgreSQL tries rows with one by one. */
  public List<RowProbe> probes() {
    return List.copyOf(probes);
  }

  /** Those that all rows of the file tell of. */
  public List<SelfReference> references() {
    return List.copyOf(references);
  }

  /** Whether the rows that go in are compared with it, and nothing else tells of it. */
  private boolean matters(RowProbe probe) {
    if (probe.isKey() && request.options().skipsConflicts()) {
      return request.foretellsSkipped() && obstacle(probe) == null;
    }
    boolean toldAsDeferred = probe.deferred() && probe.kind() != RowProbe.Kind.EXCLUSION;
    if (toldAsDeferred && !request.options().checkDeferred()) {
      return false;
    }
    if (probe.kind() == RowProbe.Kind.KEY && table.triggers().beforeRowInsert()) {
      return false; // told of among the keys that are not compared within the file
    }
    return !probe.isKey() || disposition == WriteDisposition.APPEND || isOther(probe);
  }

  /**
   * What equal keys do in a file is found by comparing them; no rows are compared in another way.
   */
  private boolean maySetRowsAgainstEachOther(RowProbe probe) {
    return probe.kind() == RowProbe.Kind.EXCLUSION
        && !request.options().skipsConflicts()
        && (!probe.deferred() || request.options().checkDeferred())
        && Stream.concat(Stream.ofNullable(table.primaryKey()), table.uniqueKeys().stream())
            .noneMatch(key -> key.name().equals(probe.name()));
  }

  /** Whether it is a key by which rows are not matched, where they are by another. */
  private boolean isOther(RowProbe probe) {
    if (!disposition.isByKey()) {
      return false;
    }
    KeyInfo matched = MatchKey.unique(table, MatchKey.columns(request));
    return matched == null || !matched.name().equals(probe.name());
  }

  /** Why it cannot be told that the move fails with it, a sentence; or null. */
  private String obstacle(RowProbe probe) {
    // The row's partition is sought before triggers see it.
    boolean beforeTriggers = probe.kind() == RowProbe.Kind.NO_PARTITION;
    if (!beforeTriggers && table.triggers().beforeRowInsert()) {
      return "A trigger of the table may change the rows.";
    }
    if (!beforeTriggers && disposition.isByKey() && table.triggers().rowUpdate()) {
      return "A trigger of the table may change the rows that are updated.";
    }
    if (probe.obstacle() != null) {
      return probe.obstacle();
    }
    if (probe.deferred() && !request.options().checkDeferred()) {
      return "It may be checked only at the end of the transaction.";
    }
    if (probe.kind() == RowProbe.Kind.FOREIGN_KEY && request.options().skipsConflicts()) {
      return "A row that is skipped need not meet it.";
    }
    if (probe.kind() == RowProbe.Kind.FOREIGN_KEY && !isUpdated(probe)) {
      return "A row that the table has keeps its own value.";
    }
    if (probe.isKey() && disposition.isByKey()) {
      return "A row of the table that has the key may be one that makes way.";
    }
    return disposition.isByKey() && !probe.validated()
        ? "Rows of the table that do not change need not meet it."
        : null;
  }

  /** Whether rows of the table, if the file has their keys, take its value where it decides. */
  private boolean isUpdated(RowProbe probe) {
    List<String> asked = request.options().updateColumns();
    List<String> key = disposition.isByKey() ? MatchKey.columns(request) : List.of();
    return asked == null
        || probe.columns().stream().allMatch(name -> asked.contains(name) || key.contains(name));
  }
}
