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

  private TriedConstraints(Request request) {
    this.request = request;
    this.table = request.table();
    this.disposition = WriteDisposition.of(request);
  }

  /**
   * Chooses.
   *
   * @param found all constraints of the target
   * @param notes takes those that only the load tries
   */
  public static List<RowProbe> of(Request request, List<RowProbe> found, Consumer<Finding> notes) {
    TriedConstraints constraints = new TriedConstraints(request);
    List<RowProbe> tried = new ArrayList<>();
    for (RowProbe probe : found) {
      boolean matters = constraints.matters(probe);
      String obstacle = matters ? constraints.obstacle(probe) : null;
      if (matters && obstacle == null) {
        tried.add(probe);
      }
      if (obstacle == null && constraints.maySetRowsAgainstEachOther(probe)) {
        obstacle = "Rows of the file may conflict with each other.";
      }
      if (obstacle != null) {
        notes.accept(ProbeFindings.notForeseen(probe, obstacle));
      }
    }
    return tried;
  }

  /** Whether the rows that go in are compared with it, and nothing else tells of it. */
  private boolean matters(RowProbe probe) {
    if (probe.isKey() && request.options().skipsConflicts()) {
      return false;
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
