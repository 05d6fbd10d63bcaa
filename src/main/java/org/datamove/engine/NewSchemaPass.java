package org.datamove.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.datamove.catalog.ColumnInfo;
import org.datamove.catalog.TableInfo;
import org.datamove.csv.CsvFile;
import org.datamove.csv.Row;
import org.datamove.key.KeyCollector;
import org.datamove.plan.Evolution;
import org.datamove.plan.FileFacts;
import org.datamove.plan.Plan;
import org.datamove.plan.TablePlanner;
import org.datamove.request.MissingColumns;
import org.datamove.request.Mode;
import org.datamove.request.Request;
import org.datamove.result.Report;
import org.datamove.type.infer.TypeInference;
import org.datamove.type.keyform.KeyForm;
import org.datamove.type.keyform.KeyForms;
import org.datamove.validate.change.DependentRule;
import org.datamove.validate.change.LossRule;
import org.datamove.validate.change.Widening;
import org.datamove.validate.file.StructureCheck;
import org.datamove.validate.finding.Findings;
import org.datamove.validate.move.Operation;
import org.datamove.validate.row.Rejects;
import org.datamove.validate.row.RowChecker;
import org.datamove.validate.row.TargetColumn;
import org.datamove.validate.target.PrivilegeRule;

/** A table whose columns follow the file: every row is read to know how wide they must be. */
final class NewSchemaPass implements PlanPass {
  private final Request request;
  private final TableInfo table;
  private final Findings findings;
  private final Report report;
  private final Inquiries database;
  private final Map<Integer, TypeInference> added = new HashMap<>();
  private final List<Widening> widenings = new ArrayList<>();
  private final Rejects rejects;
  private final JobScratch scratch;
  private long rows;

  NewSchemaPass(
      Request request,
      Findings findings,
      Report report,
      Inquiries database,
      Rejects rejects,
      JobScratch scratch) {
    this.scratch = scratch;
    this.rejects = rejects;
    this.request = request;
    this.table = request.table();
    this.findings = findings;
    this.report = report;
    this.database = database;
  }

  @Override
  public Plan plan(CsvFile file, FileFacts facts) throws IOException, InterruptedException {
    Findings notes = request.dryRun() ? findings : null;
    KeyCheck keys = new KeyCheck(request, facts.names(), notes, scratch, database);
    read(file, checker(file, facts.names(), keys.collector()));
    final long refused = Rejects.count(rejects);
    keys.report(forms(keys), file::words, findings, rejects);
    Evolution evolution = evolution(facts.names());
    if (request.dryRun()) {
      Long all = new ConstraintPass(request, facts, evolution, database, scratch).run(findings);
      if (rejects != null && all != null) {
        rejects.count(all - refused);
      }
    }
    StructureCheck.rows(
        file, request, Operation.NEW_SCHEMA, rows, Rejects.count(rejects), findings);
    if (rejects != null) {
      rejects.checkLimit(request.options().rejectLimit(), rows, findings);
    }
    if (evolution.changesTable()) {
      PrivilegeRule.requireOwner(table, findings);
      DependentRule.check(
          table,
          names(evolution.dropped(), Evolution.Dropped::name),
          names(evolution.widened(), Evolution.Widened::name),
          request.options().dropSpanningIndexes(),
          findings);
      LossRule.check(
          request, facts.names(), names(evolution.dropped(), Evolution.Dropped::name), findings);
      tellLoss(evolution.dropped());
    }
    report.evolution(evolution);
    return findings.errors() > 0
        ? null
        : TablePlanner.plan(
            request, facts.withRows(rows), Operation.NEW_SCHEMA, evolution, rejects == null);
  }

  private void tellLoss(List<Evolution.Dropped> dropped) {
    boolean canStay =
        dropped.stream()
            .map(column -> table.column(column.name()))
            .allMatch(column -> column.nullable() || column.fillsItself());
    dropped.stream()
        .filter(Evolution.Dropped::losesValues)
        .forEach(
            column ->
                LossRule.tell(
                    table.column(column.name()), column.lostInWords(), canStay, findings));
  }

  private static <T> Set<String> names(List<T> columns, Function<T, String> name) {
    return columns.stream().map(name).collect(Collectors.toSet());
  }

  /** How equal keys are found once the widened types are known. */
  private Map<String, KeyForm> forms(KeyCheck keys) {
    Map<String, KeyForm> forms = keys.tableForms();
    for (Widening widening : widenings) {
      if (widening.isNeeded() && forms.containsKey(widening.column())) {
        forms.put(widening.column(), KeyForms.ofWidened(table.column(widening.column()).type()));
      }
    }
    return forms;
  }

  private RowChecker checker(CsvFile file, List<String> names, KeyCollector keys) {
    List<TargetColumn> targets = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      ColumnInfo column = table.column(names.get(i));
      if (column == null && NewColumns.isAsked(request, names.get(i))) {
        if (taken.add(names.get(i))) {
          targets.add(NewColumns.asked(request, names.get(i), i, false));
        }
      } else if (column == null) {
        added.put(i, new TypeInference(file::words, request.session().vectorSchema() != null));
        targets.add(NewColumns.inferred(request, names.get(i), i, false, true));
      } else if (!column.isGenerated() && taken.add(column.name())) {
        targets.add(ColumnRules.withFiller(request, column, target(file, column, i)));
      }
    }
    targets.removeIf(Objects::isNull);
    return new RowChecker(names.size(), targets, findings, database.judge(), rejects, keys);
  }

  private TargetColumn target(CsvFile file, ColumnInfo column, int field) {
    if (NewColumns.isAsked(request, column.name())) {
      return NewColumns.asked(request, column.name(), field, !column.nullable());
    }
    String name = column.name();
    Widening widening = Widening.of(column, request.session().utf8(), file::words);
    if (widening == null) {
      return ColumnRules.target(
          request, name, field, column.nullable(), column.type(), column.baseType());
    }
    widenings.add(widening);
    return ColumnRules.target(
        request,
        name,
        field,
        column.nullable(),
        column.baseType(),
        widening.rule(),
        widening.altered());
  }

  private void read(CsvFile file, RowChecker checker) throws IOException, InterruptedException {
    Row row = new Row();
    while (file.next(row)) {
      rows++;
      for (Widening widening : widenings) {
        widening.at(row.place());
      }
      if (checker.check(row)) {
        added.forEach((field, inference) -> add(inference, row, field));
      }
      if (checker.isSettlementDue()) {
        checker.settle();
      }
    }
    checker.settle();
    checker.finish();
  }

  private static void add(TypeInference inference, Row row, int field) {
    if (row.isNull(field)) {
      inference.addNull();
    } else {
      inference.add(row.data(), row.from(field), row.to(field), row.place());
    }
  }

  private Evolution evolution(List<String> names) throws InterruptedException {
    List<Evolution.Added> additions = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (added.containsKey(i)) {
        additions.add(NewColumns.of(request, names.get(i), added.get(i).finish(), findings));
      } else if (table.column(names.get(i)) == null) {
        additions.add(NewColumns.of(request, names.get(i), null, findings));
      }
    }
    List<Evolution.Widened> widened = new ArrayList<>(redimensioned());
    for (Widening widening : widenings) {
      if (widening.isNeeded()) {
        widened.add(widened(widening));
      }
    }
    return new Evolution(additions, widened, dropped(names));
  }

  private List<Evolution.Widened> redimensioned() {
    List<Evolution.Widened> changed = new ArrayList<>();
    request
        .types()
        .forEach(
            (name, asked) -> {
              ColumnInfo column = table.column(name);
              if (column != null && !column.type().sql().equals(asked.type().sql())) {
                changed.add(Evolution.Widened.asked(name, column.type(), asked.type()));
              }
            });
    return changed;
  }

  private Evolution.Widened widened(Widening widening) {
    ColumnInfo column = table.column(widening.column());
    return new Evolution.Widened(
        column.name(),
        column.type(),
        widening.type(),
        widening.reason(),
        column.sequence() == null ? null : column.sequence().qualified());
  }

  private List<Evolution.Dropped> dropped(List<String> names) throws InterruptedException {
    List<Evolution.Dropped> dropped = new ArrayList<>();
    boolean drops =
        request.options().mode() == Mode.REPLACE
            && request.options().missingColumns() == MissingColumns.DROP;
    for (ColumnInfo column : table.columns()) {
      if (drops && !column.isGenerated() && !names.contains(column.name())) {
        // What row security hides goes too.
        Long values =
            table.rowSecurityActive()
                ? null
                : database.counter().count(table.qualified(), column.name());
        dropped.add(new Evolution.Dropped(column.name(), values));
      }
    }
    return dropped;
  }

  @Override
  public long rows() {
    return rows;
  }
}
