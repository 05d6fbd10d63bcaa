package org.datamove.engine;

import java.io.IOException;
import java.util.List;
import org.datamove.plan.FileFacts;
import org.datamove.plan.Plan;
import org.datamove.plan.Step;
import org.datamove.plan.VectorIndexes;
import org.datamove.request.Request;
import org.datamove.result.Outcome;
import org.datamove.result.Planned;
import org.datamove.result.Report;
import org.datamove.validate.ValidationService;
import org.datamove.validate.file.StructureCheck;
import org.datamove.validate.finding.Findings;
import org.datamove.validate.move.Operation;
import org.datamove.validate.move.Operations;
import org.datamove.validate.move.Subject;
import org.datamove.validate.row.Rejects;
import org.datamove.validate.target.ReferencedRule;

/** Makes the plan of a move. */
final class PlanJob implements AutoCloseable {
  private final Request request;
  private final Findings findings;
  private final Report report;
  private final JobScratch scratch;

  PlanJob(Request request) {
    this.request = request;
    this.findings = Findings.of(request.options());
    this.report = new Report(request);
    this.scratch = new JobScratch(request.session());
  }

  Planned run(Inquiries database) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Operation operation = Operations.decide(request);
    report.operation(operation);
    VectorIndexes.check(request, operation);
    try (OpenFile file = new OpenFile(request, null, findings, database.judge())) {
      file.reading(database.progress());
      report.source(file.csv);
      Plan plan = null;
      Rejects rejects = request.options().rejects() ? new Rejects(file.csv::record, null) : null;
      PlanPass pass = pass(operation, database, rejects);
      if (StructureCheck.header(file.csv, request.table() != null, findings)) {
        List<String> names = file.names(request);
        Subject subject = new Subject(request, operation, names, file.headerPlace());
        if (ValidationService.check(subject, findings)) {
          if (operation != Operation.NEW_TABLE) {
            ReferencedRule.check(subject, database.counter(), findings);
          }
          FileFacts facts =
              new FileFacts(
                  request.csvPath(),
                  file.csv.identity(),
                  file.csv.dialect().delimiter(),
                  names,
                  file.csv.bytes(),
                  0);
          plan = pass.plan(file.csv, facts);
          if (plan != null) {
            ValidationService.foresee(
                request, plan.steps().stream().map(Step::sql).toList(), findings);
          }
        }
      }
      file.csv.ensureUnchanged();
      report.phase("plan", pass.rows(), file.csv.bytesRead(), System.nanoTime() - start);
      if (plan == null && !request.dryRun()) {
        throw Outcome.refused(report, findings);
      }
      // Rows are rejected, and told, by the load.
      Findings told = rejects != null && !request.dryRun() ? findings.withoutRows() : findings;
      return Outcome.planned(report, told, plan, pass.rows(), Rejects.count(rejects));
    }
  }

  private PlanPass pass(Operation operation, Inquiries database, Rejects rejects) {
    return switch (operation) {
      case NEW_TABLE -> new NewTablePass(request, findings, report, database, rejects, scratch);
      case EXISTING_SCHEMA -> new ExistingSchemaPass(request, findings, database, rejects, scratch);
      case NEW_SCHEMA -> new NewSchemaPass(request, findings, report, database, rejects, scratch);
    };
  }

  @Override
  public void close() {
    scratch.close();
  }
}
