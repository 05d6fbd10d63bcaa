package org.datamove.engine;

import java.io.IOException;
import java.util.List;
import org.datamove.csv.CsvFile;
import org.datamove.plan.Evolution;
import org.datamove.plan.FileFacts;
import org.datamove.plan.NewTablePlanner;
import org.datamove.plan.Plan;
import org.datamove.request.Request;
import org.datamove.result.Report;
import org.datamove.type.infer.ColumnProfile;
import org.datamove.validate.file.StructureCheck;
import org.datamove.validate.finding.Findings;
import org.datamove.validate.move.Operation;
import org.datamove.validate.row.Rejects;
import org.datamove.validate.row.RowChecker;

/** A new table: its types depend on every row of the file. */
final class NewTablePass implements PlanPass {
  private final Request request;
  private final Findings findings;
  private final Report report;
  private final Inquiries database;
  private final Rejects rejects;
  private final JobScratch scratch;
  private long rows;

  NewTablePass(
      Request request,
      Findings findings,
      Report report,
      Inquiries database,
      Rejects rejects,
      JobScratch scratch) {
    this.scratch = scratch;
    this.rejects = rejects;
    this.request = request;
    this.findings = findings;
    this.report = report;
    this.database = database;
  }

  @Override
  public Plan plan(CsvFile file, FileFacts facts) throws IOException, InterruptedException {
    List<String> names = facts.names();
    ProfilePass pass =
        new ProfilePass(
            names.size(), i -> !NewColumns.isAsked(request, names.get(i)), file, request);
    KeyCheck keys = new KeyCheck(request, names, null, scratch, database);
    pass.read(
        file,
        new RowChecker(
            names.size(),
            NewColumns.checks(request, names),
            findings,
            database.judge(),
            rejects,
            keys.collector()));
    rows = pass.rows();
    List<ColumnProfile> profiles = pass.profiles();
    keys.report(NewColumns.forms(request, names, profiles), file::words, findings, rejects);
    if (rejects != null) {
      rejects.checkLimit(request.options().rejectLimit(), rows, findings);
    }
    StructureCheck.rows(file, request, Operation.NEW_TABLE, rows, Rejects.count(rejects), findings);
    List<Evolution.Added> columns = NewColumns.of(request, names, profiles, findings);
    report.newColumns(columns);
    if (findings.errors() > 0) {
      return null;
    }
    return NewTablePlanner.plan(
        request, facts.withRows(rows), columns.stream().map(Evolution.Added::type).toList());
  }

  @Override
  public long rows() {
    return rows;
  }
}
