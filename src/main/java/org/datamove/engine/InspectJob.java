package org.datamove.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.datamove.plan.Evolution;
import org.datamove.request.Request;
import org.datamove.result.Outcome;
import org.datamove.result.Report;
import org.datamove.type.infer.ColumnProfile;
import org.datamove.validate.file.StructureCheck;
import org.datamove.validate.finding.Findings;
import org.datamove.validate.row.RowChecker;

/** Looks at a file: names, types, NULLs, lengths, examples. */
final class InspectJob {
  private final Request request;

  InspectJob(Request request) {
    this.request = request;
  }

  public Map<String, Object> run(Inquiries database) throws IOException, InterruptedException {
    Findings findings = new Findings(request.options().reportLimit());
    Report report = new Report(request);
    try (OpenFile file = new OpenFile(request, null, findings, database.judge())) {
      file.reading(database.progress());
      report.source(file.csv);
      List<String> names = file.names(request);
      if (!StructureCheck.header(file.csv, false, findings)) {
        throw Outcome.refused(report, findings);
      }
      ProfilePass pass = new ProfilePass(names.size(), i -> true, file.csv, request);
      pass.read(file.csv, new RowChecker(names.size(), List.of(), findings, database.judge()));
      file.csv.ensureUnchanged();
      if (findings.errors() > 0) {
        throw Outcome.refused(report, findings);
      }
      List<ColumnProfile> profiles = pass.profiles();
      List<Map<String, Object>> columns = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        Evolution.Added column = NewColumns.of(request, names.get(i), profiles.get(i), findings);
        columns.add(column(i + 1, column, profiles.get(i)));
      }
      return Map.of("columns", columns);
    }
  }

  private static Map<String, Object> column(
      int ordinal, Evolution.Added column, ColumnProfile profile) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("ordinal", ordinal);
    json.put("name", column.name());
    json.put("data_type", column.type().display());
    json.put("nullable", profile.nulls() > 0);
    json.put("rows", profile.rows());
    json.put("nulls", profile.nulls());
    json.put("min_length", profile.minLength());
    json.put("max_length", profile.maxLength());
    json.put("examples", profile.examples());
    json.put("note", column.note());
    return json;
  }
}
