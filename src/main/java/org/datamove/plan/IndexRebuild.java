package org.datamove.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.datamove.catalog.IndexInfo;
import org.datamove.catalog.TableInfo;
import org.datamove.request.RebuildIndexes;
import org.datamove.request.Request;
import org.datamove.validate.move.WriteDisposition;

/**
 * Decides which indexes of a target are dropped and built again over the loaded rows.
 *
 * <p>Only what depends on nothing but the catalog, the options and the file's size decides, so that
 * a dry run says what the move will do. Unique indexes stay: they are what finds the line of a row
 * that repeats a key.
 */
final class IndexRebuild {
  /** Below this many bytes of the file (docs/performance.md, "Indexes") a rebuild gains nothing. */
  static final long LEAST_BYTES = 4 << 20;

  private static final Set<String> GAINING = Set.of("btree", "gist");

  private final Request request;
  private final TableInfo table;
  private final WriteDisposition disposition;
  private final Evolution evolution;
  private final long bytes;

  IndexRebuild(Request request, WriteDisposition disposition, Evolution evolution, long bytes) {
    this.request = request;
    this.table = request.table();
    this.disposition = disposition;
    this.evolution = evolution;
    this.bytes = bytes;
  }

  /** The indexes that serve no constraint, with what becomes of each. */
  List<PlannedIndex> decide() {
    List<PlannedIndex> planned = new ArrayList<>();
    Set<String> dropped =
        evolution.dropped().stream().map(Evolution.Dropped::name).collect(Collectors.toSet());
    for (IndexInfo index : table.indexes()) {
      if (index.columns().stream().anyMatch(dropped::contains)) {
        planned.add(
            PlannedIndex.of(index, PlannedIndex.Handling.DROPPED, "one of its columns is dropped"));
        continue;
      }
      String reason = reasonToKeep(index);
      PlannedIndex.Handling handling =
          reason == null ? PlannedIndex.Handling.REBUILT : PlannedIndex.Handling.KEPT_UP;
      planned.add(PlannedIndex.of(index, handling, reason));
    }
    return planned;
  }

  private String reasonToKeep(IndexInfo index) {
    RebuildIndexes wanted = request.options().rebuildIndexes();
    if (disposition != WriteDisposition.TRUNCATE) {
      return "the table is not emptied by TRUNCATE";
    }
    if (index.unique()) {
      return "it is unique";
    }
    if (index.obstacle() != null) {
      return index.obstacle();
    }
    if (wanted == RebuildIndexes.NEVER) {
      return "option \"rebuild_indexes\" is \"never\"";
    }
    if (table.mayDefer()) {
      // PostgreSQL creates no index on a table with pending trigger events.
      return "a constraint or trigger of the table is deferrable";
    }
    if (!evolution.dropped().isEmpty() && (index.hasExpression() || index.isPartial())) {
      return "its expressions may use a column that is dropped";
    }
    return wanted == RebuildIndexes.ALWAYS || index.isOfVectors() ? null : reasonNotToGain(index);
  }

  private String reasonNotToGain(IndexInfo index) {
    if (!GAINING.contains(index.method())) {
      return "building a " + index.method() + " index again gains nothing";
    }
    if (bytes < LEAST_BYTES) {
      return "the file is smaller than 4 MB";
    }
    boolean triggers =
        table.triggers().beforeRowInsert()
            || table.triggers().afterRowInsert()
            || table.triggers().statementInsert();
    return triggers ? "triggers of the table may look for rows with it" : null;
  }

  /** Before the rows go, so that TRUNCATE need not build what is dropped. */
  List<Step> drops(List<PlannedIndex> planned) {
    List<Step> steps = new ArrayList<>();
    for (IndexInfo index : rebuilt(planned)) {
      steps.add(
          new Step.IndexDrop(
              "drop index " + display(index) + ", to be built again over the new rows",
              "DROP INDEX " + Sql.qualified(index.schema(), index.name())));
    }
    return steps;
  }

  List<Step> builds(List<PlannedIndex> planned) {
    List<Step> steps = new ArrayList<>();
    for (IndexInfo index : rebuilt(planned)) {
      steps.add(
          new Step.IndexBuild(
              "recreate_index", "build index " + display(index) + " again", index.definition()));
      if (index.comment() != null) {
        steps.add(
            new Step.IndexBuild(
                "comment_index",
                "give index " + display(index) + " its comment again",
                "COMMENT ON INDEX "
                    + Sql.qualified(index.schema(), index.name())
                    + " IS "
                    + Sql.literal(index.comment()).trim()));
      }
    }
    return steps;
  }

  private List<IndexInfo> rebuilt(List<PlannedIndex> planned) {
    Set<String> names =
        planned.stream()
            .filter(index -> index.handling() == PlannedIndex.Handling.REBUILT)
            .map(PlannedIndex::name)
            .collect(Collectors.toSet());
    return table.indexes().stream().filter(index -> names.contains(index.name())).toList();
  }

  private static String display(IndexInfo index) {
    return index.schema() + "." + index.name();
  }
}
