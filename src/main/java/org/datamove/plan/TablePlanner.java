package org.datamove.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.datamove.catalog.ColumnInfo;
import org.datamove.catalog.TableInfo;
import org.datamove.request.Request;
import org.datamove.request.SequenceHandling;
import org.datamove.validate.move.MatchKey;
import org.datamove.validate.move.Operation;
import org.datamove.validate.move.UpdatedColumns;
import org.datamove.validate.move.WriteDisposition;

/** Plans a move into a table that exists. */
public final class TablePlanner {
  private static final Set<String> WHOLE_NUMBERS = Set.of("int2", "int4", "int8");

  private final Request request;
  private final FileFacts file;
  private final TableInfo table;
  private final Evolution evolution;
  private final boolean checked;
  private final String target;
  private final WriteDisposition disposition;
  private final List<Step> steps = new ArrayList<>();

  private TablePlanner(Request request, FileFacts file, Evolution evolution, boolean checked) {
    this.request = request;
    this.file = file;
    this.table = request.table();
    this.evolution = evolution;
    this.checked = checked;
    this.target = Sql.qualified(table.schema(), table.name());
    this.disposition = WriteDisposition.of(request);
  }

  /**
   * The plan for an existing target.
   *
   * @param operation what the move turns out to be
   * @param evolution how the table's columns follow the file's
   * @param checked whether every value has been checked already
   */
  public static Plan plan(
      Request request, FileFacts file, Operation operation, Evolution evolution, boolean checked) {
    return new TablePlanner(request, file, evolution, checked).plan(operation);
  }

  private Plan plan(Operation operation) {
    // Rows of inheritance children are not this table's; a partitioned table has none of its own.
    String only = table.isPartitioned() ? "" : "ONLY ";
    IndexRebuild rebuild = new IndexRebuild(request, disposition, evolution, file.bytes());
    List<PlannedIndex> indexes = new ArrayList<>(rebuild.decide());
    List<PlannedIndex> created = createdIndexes();
    steps.addAll(rebuild.drops(indexes));
    switch (disposition) {
      case TRUNCATE ->
          steps.add(
              new Step.Emptying("truncate", "remove all rows", "TRUNCATE TABLE " + only + target));
      case DELETE ->
          steps.add(new Step.Deletion("delete", "remove all rows", "DELETE FROM " + only + target));
      case REPLACE_BY_KEY, APPEND, UPSERT -> {}
    }
    steps.addAll(EvolutionSteps.of(target, evolution));
    if (table.mayDefer()) {
      // PostgreSQL creates no index on a table with pending trigger events.
      steps.addAll(VectorIndexes.steps(created));
      load();
    } else {
      load();
      steps.addAll(rebuild.builds(indexes));
      steps.addAll(VectorIndexes.steps(created));
    }
    indexes.addAll(created);
    if (request.options().sequences() == SequenceHandling.ADVANCE) {
      advanceSequences();
    }
    if (request.options().checkDeferred()) {
      checkDeferred();
    }
    if (request.options().analyze() && table.mayAnalyze()) {
      add("analyze", "refresh statistics", "ANALYZE " + target);
    }
    String lock = evolution.changesTable() ? "ACCESS EXCLUSIVE" : disposition.lockMode();
    return new Plan(operation, lock, steps, indexes, search());
  }

  private List<PlannedIndex> createdIndexes() {
    return VectorIndexes.of(
        request,
        evolution.added().stream().map(Evolution.Added::name).toList(),
        evolution.added().stream().map(Evolution.Added::type).toList(),
        file.rows(),
        false);
  }

  private void load() {
    boolean skips = request.options().skipsConflicts();
    if (!table.needsStaging() && !disposition.isByKey() && !skips) {
      boolean copy = request.session().mayCopyFiles() && !table.rowSecurityActive();
      steps.add(loader(copy).load(target, types(), table.mayTriggersSuppressRows(), checked));
      return;
    }
    Staging staging = new Staging(table, file);
    steps.add(staging.create());
    boolean maySuppress =
        table.mayTriggersSuppressRows() || (disposition.isByKey() && table.triggers().rowUpdate());
    steps.add(
        loader(request.session().mayCopyFiles())
            .stage(staging.qualified(), types(), maySuppress, checked));
    if (disposition.isByKey()) {
      List<String> key = MatchKey.columns(request);
      steps.add(
          staging.upsert(
              table,
              key,
              UpdatedColumns.of(request, file.names()),
              UpdatedColumns.named(request, file.names())));
      if (disposition == WriteDisposition.REPLACE_BY_KEY) {
        steps.add(staging.deleteOthers(table, key));
      }
    } else {
      steps.add(skips ? staging.insertWithoutConflicts(request.options()) : staging.insert());
    }
    steps.add(staging.drop());
  }

  /** How refused rows are sought; null where nobody asks for it, or the caller may not do it. */
  private SearchSteps search() {
    boolean rehearses = request.dryRun() && request.options().rehearses();
    boolean wanted = request.options().rejects() || rehearses;
    if (!wanted || !request.session().mayCreateTemporary() || table.hasInsertRules()) {
      return null;
    }
    Staging staging = new Staging(table, file);
    Step.Load load =
        loader(request.session().mayCopyFiles())
            .stage(staging.qualified(), types(), table.mayTriggersSuppressRows(), checked);
    Step.StagedInsert insert =
        steps.stream()
            .filter(Step.StagedInsert.class::isInstance)
            .map(Step.StagedInsert.class::cast)
            .findFirst()
            .orElseGet(staging::insert);
    SeenKeys seen = disposition.isByKey() ? staging.seen(MatchKey.columns(request)) : null;
    SelfReferences order =
        SelfReferences.of(table, target, staging.qualified(), Set.copyOf(file.names()));
    return SearchSteps.of(steps, staging.create(), load, insert, order, seen, staging.counter());
  }

  private LoadPlanner loader(boolean copy) {
    return new LoadPlanner(file, copy, request.session());
  }

  /** The columns that the file's fields go to, with the types that they have by then. */
  public static List<Step.LoadColumn> columns(
      Request request, FileFacts file, Evolution evolution) {
    TablePlanner planner = new TablePlanner(request, file, evolution, false);
    return planner.loader(false).columns(planner.types());
  }

  private List<ReceivedType> types() {
    Map<String, Evolution.Added> added =
        evolution.added().stream()
            .collect(Collectors.toMap(Evolution.Added::name, Function.identity()));
    Map<String, Evolution.Widened> widened =
        evolution.widened().stream()
            .collect(Collectors.toMap(Evolution.Widened::name, Function.identity()));
    List<ReceivedType> types = new ArrayList<>();
    for (String name : file.names()) {
      if (added.containsKey(name)) {
        types.add(added.get(name).type().received());
      } else if (widened.containsKey(name)) {
        types.add(ReceivedType.of(widened.get(name).to(), widened.get(name).to()));
      } else {
        types.add(ReceivedType.of(table.column(name).type(), table.column(name).baseType()));
      }
    }
    return types;
  }

  /** The target's own constraints only; the caller's others keep their time. */
  private void checkDeferred() {
    for (String name : table.deferredConstraints()) {
      add(
          Step.CHECK_DEFERRED,
          "check constraint " + name,
          "SET CONSTRAINTS " + Sql.qualified(table.schema(), name) + " IMMEDIATE");
    }
  }

  private void advanceSequences() {
    for (ColumnInfo column : table.columns()) {
      if (column.sequence() == null
          || !column.sequence().mayUse()
          || !column.maySelect()
          || !WHOLE_NUMBERS.contains(column.type().name())
          || !file.names().contains(column.name())) {
        continue;
      }
      boolean down = column.sequence().increment() < 0;
      String sequence = Sql.qualified(column.sequence().schema(), column.sequence().name());
      String extreme = (down ? "min(" : "max(") + Sql.name(column.name()) + ")";
      add(
          "advance_sequence",
          "advance sequence " + column.sequence().schema() + "." + column.sequence().name(),
          "SELECT pg_catalog.setval("
              + Sql.literal(sequence)
              + "::pg_catalog.regclass, loaded.extreme) FROM (SELECT pg_catalog."
              + extreme
              + " AS extreme FROM "
              + target
              + ") AS loaded, "
              + sequence
              + " AS sequence WHERE loaded.extreme OPERATOR(pg_catalog."
              + (down ? "<" : ">")
              + ") sequence.last_value OR loaded.extreme OPERATOR(pg_catalog.=)"
              + " sequence.last_value AND NOT sequence.is_called");
    }
  }

  private void add(String kind, String title, String sql) {
    steps.add(new Step.Statement(kind, title, sql));
  }
}
