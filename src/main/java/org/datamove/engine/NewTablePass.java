package org.datamove.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.datamove.csv.CsvFile;
import org.datamove.plan.FileFacts;
import org.datamove.plan.NewColumnType;
import org.datamove.plan.NewTablePlanner;
import org.datamove.plan.Plan;
import org.datamove.request.Request;
import org.datamove.result.Report;
import org.datamove.type.ColumnProfile;
import org.datamove.validate.Findings;
import org.datamove.validate.Judge;
import org.datamove.validate.Rejects;
import org.datamove.validate.RowChecker;
import org.datamove.validate.StructureCheck;

/** A new table: its types depend on every row of the file. */
final class NewTablePass implements PlanPass {
  private final Request request;
  private final Findings findings;
  private final Report report;
  private final Host host;
  private final Rejects rejects;
  private long rows;

  NewTablePass(Request request, Findings findings, Report report, Host host, Rejects rejects) {
    this.rejects = rejects;
    this.request = request;
    this.findings = findings;
    this.report = report;
    this.host = host;
  }

  @Override
  public Plan plan(CsvFile file, FileFacts facts) throws IOException, InterruptedException {
    ProfilePass pass = new ProfilePass(facts.names().size());
    pass.read(file, keyChecker(request, facts.names(), findings, host.judge(), rejects));
    rows = pass.rows();
    if (rejects != null) {
      rejects.checkLimit(request.options().maxErrors(), rows, findings);
    }
    StructureCheck.rows(rows, file.firstRecord().line(), findings);
    List<ColumnProfile> profiles = pass.profiles();
    report.profiles(facts.names(), profiles);
    if (findings.errors() > 0) {
      return null;
    }
    List<NewColumnType> types =
        profiles.stream().map(profile -> NewColumnType.of(profile.type())).toList();
    return NewTablePlanner.plan(request, facts, types);
  }

  /** Refuses NULL in the columns of the primary key. */
  static RowChecker keyChecker(
      Request request, List<String> names, Findings findings, Judge judge, Rejects rejects) {
    List<RowChecker.TargetColumn> keys = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (request.primaryKeyColumns().contains(names.get(i))) {
        keys.add(new RowChecker.TargetColumn(names.get(i), i, false, (bytes, from, to) -> true));
      }
    }
    return new RowChecker(names.size(), keys, findings, judge, rejects);
  }

  @Override
  public long rows() {
    return rows;
  }
}
