package org.datamove.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.datamove.catalog.ColumnInfo;
import org.datamove.load.ChunkSink;
import org.datamove.plan.FileFacts;
import org.datamove.plan.NewTablePlanner;
import org.datamove.plan.Plan;
import org.datamove.plan.ReplacePlanner;
import org.datamove.request.Request;
import org.datamove.result.Outcome;
import org.datamove.result.Report;
import org.datamove.type.ColumnProfile;
import org.datamove.type.InferredType;
import org.datamove.type.ValueRules;
import org.datamove.validate.Findings;
import org.datamove.validate.Judge;
import org.datamove.validate.Operation;
import org.datamove.validate.Operations;
import org.datamove.validate.RowChecker;
import org.datamove.validate.StructureCheck;
import org.datamove.validate.Subject;
import org.datamove.validate.ValidationService;

/**
 * Makes the plan of a move.
 *
 * <p>The rows are read for a new table (its types depend on all of them), for a dry run, and once
 * the move cannot succeed anyway, so that all problems are told together. Otherwise they are
 * checked while they are loaded.
 */
final class PlanJob implements Job {
  private final Request request;
  private final Findings findings;
  private final Report report;

  PlanJob(Request request) {
    this.request = request;
    this.findings = new Findings(request.options().maxErrors());
    this.report = new Report(request);
  }

  @Override
  public Map<String, Object> run(Judge judge, ChunkSink sink)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    Operation operation = Operations.decide(request);
    report.operation(operation);
    try (OpenFile file = new OpenFile(request, null)) {
      report.source(file.info, file.csv);
      Plan plan = null;
      long rows = 0;
      if (StructureCheck.header(file.csv, findings)) {
        List<String> names = file.names(request);
        ValidationService.check(
            new Subject(request, operation, names, file.headerLine()), findings);
        FileFacts facts =
            new FileFacts(
                request.csvPath(), file.info.identity(), file.csv.dialect().delimiter(), names);
        if (operation == Operation.NEW_TABLE) {
          ProfilePass pass = new ProfilePass(names.size());
          pass.read(file.csv, keyChecker(names, judge));
          rows = pass.rows();
          StructureCheck.rows(rows, file.csv.firstRecord().line(), findings);
          List<ColumnProfile> profiles = pass.profiles();
          report.profiles(names, profiles);
          if (findings.errors() == 0) {
            List<InferredType> types = profiles.stream().map(ColumnProfile::type).toList();
            plan = NewTablePlanner.plan(request, facts, types);
          }
        } else {
          if (request.dryRun() || findings.errors() > 0) {
            RowChecker checker = columnChecker(request, names, findings, judge);
            rows = ProfilePass.check(file.csv, checker);
            StructureCheck.rows(rows, file.csv.firstRecord().line(), findings);
          }
          if (findings.errors() == 0) {
            plan = ReplacePlanner.plan(request, facts);
          }
        }
      }
      file.ensureUnchanged();
      report.phase("plan", rows, file.csv.bytesRead(), System.nanoTime() - start);
      if (plan == null && !request.dryRun()) {
        throw Outcome.refused(report, findings);
      }
      return Outcome.planned(report, findings, plan, rows);
    }
  }

  private RowChecker keyChecker(List<String> names, Judge judge) {
    List<RowChecker.TargetColumn> keys = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (request.primaryKeyColumns().contains(names.get(i))) {
        keys.add(new RowChecker.TargetColumn(names.get(i), i, false, (bytes, from, to) -> true));
      }
    }
    return new RowChecker(names.size(), keys, findings, judge);
  }

  /** Checks for every field whose column the table has. */
  static RowChecker columnChecker(
      Request request, List<String> names, Findings findings, Judge judge) {
    List<RowChecker.TargetColumn> targets = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      ColumnInfo column = request.table().column(names.get(i));
      if (column != null && !column.isGenerated() && taken.add(column.name())) {
        targets.add(
            new RowChecker.TargetColumn(
                column.name(),
                i,
                column.nullable(),
                ValueRules.forType(column.type(), request.session().utf8())));
      }
    }
    return new RowChecker(names.size(), targets, findings, judge);
  }
}
