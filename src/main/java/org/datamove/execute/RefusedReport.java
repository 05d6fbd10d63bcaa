package org.datamove.execute;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.datamove.error.Failure;
import org.datamove.error.Hint;
import org.datamove.error.ShownText;
import org.datamove.json.Json;
import org.datamove.request.Request;

/** The part of a report that tells what a rehearsal was refused for. */
final class RefusedReport {
  private static final Map<String, String> KINDS =
      Map.of(
          "23502", "not_null",
          "23503", "foreign_key",
          "23505", "unique",
          "23514", "check",
          "23P01", "exclusion");

  private final Request request;
  private final Map<String, Object> report;

  /** A report that is added to. */
  RefusedReport(Request request, Map<String, Object> report) {
    this.request = request;
    this.report = report;
  }

  /**
   * A refusal.
   *
   * @param line the line of the file, or null where that is not known
   * @param path the line's file
   */
  record Refused(Failure failure, Long line, String path) {
    static Refused of(RowRefusal row) {
      return new Refused(row.failure(), row.line(), row.path());
    }

    private boolean isOfConstraint() {
      return failure.fields().constraint() != null || failure.sqlState().equals("23502");
    }
  }

  /** Adds all refusals, in the file's order: as findings the first, each constraint once. */
  void add(List<Refused> refused) {
    List<Object> findings = new ArrayList<>(Json.list(report, "findings"));
    refused.stream()
        .limit(request.options().reportLimit())
        .forEach(each -> findings.add(finding(each, refused.size())));
    report.put("findings", findings);
    Map<String, Object> target = new LinkedHashMap<>(Json.map(report, "target"));
    target.put("compatible", false);
    Map<Object, Map<String, Object>> violations = new LinkedHashMap<>();
    refused.stream().filter(Refused::isOfConstraint).forEach(each -> count(each, violations));
    if (!violations.isEmpty()) {
      List<Object> all = new ArrayList<>(Json.list(target, "constraint_violations"));
      all.addAll(violations.values());
      target.put("constraint_violations", all);
    }
    report.put("target", target);
  }

  private Map<String, Object> finding(Refused refused, int all) {
    Failure failure = refused.failure();
    Map<String, Object> finding = new LinkedHashMap<>();
    finding.put("severity", "error");
    finding.put("code", "database_error");
    finding.put("column_name", null);
    finding.put("source", request.csvPath().equals(refused.path()) ? null : refused.path());
    finding.put("row_number", null);
    finding.put("line_number", refused.line());
    finding.put("value", null);
    finding.put("occurrences", all);
    finding.put("message", ShownText.of(failure.message()));
    finding.put("hint", Hint.joined(failure.detail(), failure.hint()));
    return finding;
  }

  private static void count(Refused refused, Map<Object, Map<String, Object>> violations) {
    Failure failure = refused.failure();
    Map<String, Object> violation = new LinkedHashMap<>();
    violation.put("constraint", failure.fields().constraint());
    violation.put("kind", KINDS.getOrDefault(failure.sqlState(), "other"));
    violation.put("column", failure.fields().column());
    Map<String, Object> key = new LinkedHashMap<>(violation);
    violation.put("rows", 1);
    violation.put("first_line", refused.line());
    violations.merge(
        key,
        violation,
        (known, more) -> {
          known.merge("rows", 1, (rows, one) -> (Integer) rows + (Integer) one);
          return known;
        });
  }
}
