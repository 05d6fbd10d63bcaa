package org.datamove.execute;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.datamove.error.ShownText;
import org.datamove.json.Json;
import org.datamove.plan.Sql;
import org.datamove.request.Request;
import org.datamove.result.Loaded;
import org.datamove.result.Planned;
import org.datamove.validate.move.Operation;

/**
 * What a move gives back: the columns of {@code datamove.move_result}, with the finished report.
 */
final class MoveResult {
  private static final int MOST_TOLD = 2;
  private final Request request;
  private final Planned planned;
  private final String tableName;
  private final String moveId;
  private final Map<String, Object> report;
  private final List<String> warnings;
  private Tally tally;
  private boolean changed;
  private boolean refused;

  /**
   * The result of a plan that has not been carried out.
   *
   * @param tableName the target's, qualified, quoted where it must be
   */
  MoveResult(Request request, Planned planned, String tableName, String moveId) {
    this.request = request;
    this.planned = planned;
    this.tableName = tableName;
    this.moveId = moveId;
    this.report = new LinkedHashMap<>(ShownText.of(planned.report()));
    this.warnings = new ArrayList<>(shown(planned.warnings()));
  }

  private static List<String> shown(List<String> texts) {
    return texts.stream().map(ShownText::of).toList();
  }

  /** Notes that the plan was carried out. */
  void executed(Execution.Executed done) {
    changed = true;
    loaded(done);
    if (tally.loaded().rowsRejected() > 0) {
      report.put("move_id", moveId);
      warnings.add(
          rows(tally.loaded().rowsRejected())
              + " rejected: SELECT * FROM datamove.rejected_row WHERE move_id = "
              + Sql.literal(moveId));
    }
    tellSuppressed();
  }

  /** Notes that the plan was carried out and undone. */
  void rehearsed(Execution.Executed done) {
    loaded(done);
    tellSuppressed();
  }

  private void loaded(Execution.Executed done) {
    tally = done.tally();
    Loaded loaded = tally.loaded();
    warnings.addAll(shown(loaded.warnings()));
    if (done.keptUp() != null) {
      warnings.add(
          "indexes were kept up row by row, for they could not be built after the load: "
              + ShownText.of(done.keptUp()));
    }
    Map<String, Object> metrics = new LinkedHashMap<>(Json.map(report, "metrics"));
    metrics.putAll(Json.map(loaded.report(), "metrics"));
    report.put("metrics", metrics);
    report.put("rows", tally.toJson());
    report.put("source", loaded.report().get("source"));
    addFindings(Json.list(ShownText.of(loaded.report()), "findings"));
    tellSkipped();
  }

  private void tellSkipped() {
    SkippedReport skipped = new SkippedReport(request, tally.written());
    addFindings(skipped.findings());
    warnings.addAll(skipped.warnings());
  }

  private void tellSuppressed() {
    if (tally.suppressed() > 0) {
      warnings.add(
          rows(tally.suppressed()) + " suppressed by a trigger of table \"" + tableName + "\"");
    }
  }

  private static String rows(long number) {
    return number == 1 ? "1 row was" : number + " rows were";
  }

  private void addFindings(List<?> more) {
    List<Object> findings = new ArrayList<>(Json.list(report, "findings"));
    findings.addAll(more);
    report.put("findings", findings);
  }

  /** Notes what a rehearsal failed with: one error, or all rows that the database refuses. */
  void refused(List<RefusedReport.Refused> errors) {
    refused = true;
    new RefusedReport(request, report).add(errors);
  }

  /** What the caller is told of a move that has been carried out. */
  List<Command.Notice> notices() {
    List<Command.Notice> notices = new ArrayList<>();
    Planned.Loss loss = planned.loss();
    if (loss != null) {
      notices.add(
          new Command.Notice(
              true, ShownText.of(loss.message()), ShownText.ofLines(loss.detail()), null));
    }
    List<String> others = warnings.subList(loss == null ? 0 : loss.warnings(), warnings.size());
    if (!others.isEmpty()) {
      notices.add(new Command.Notice(false, inShort(others.size()), detail(others), null));
    }
    return notices;
  }

  private String inShort(int number) {
    return (number == 1 ? "1 warning" : number + " warnings")
        + " about the move into table \""
        + request.target().display()
        + "\"";
  }

  private static String detail(List<String> others) {
    int number = others.size();
    StringBuilder text =
        new StringBuilder(
            number == 1
                ? "It reads:"
                : number == MOST_TOLD ? "They read:" : "The first two of them read:");
    for (String warning : others.subList(0, Math.min(number, MOST_TOLD))) {
      text.append('\n').append(ShownText.of(warning));
    }
    if (number > MOST_TOLD) {
      text.append("\nand ")
          .append(number - MOST_TOLD)
          .append(" more in the column \"warnings\" of the result");
    }
    return text.toString();
  }

  /** The columns, but for the time that it took. */
  Map<String, Object> toJson() {
    boolean creates = Operation.NEW_TABLE.word().equals(target("operation"));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("success", planned.plan() != null && !refused);
    json.put("operation_type", target("operation"));
    json.put("table_name", tableName);
    Written written = tally == null ? null : tally.written();
    json.put(
        "rows_processed",
        written == null ? planned.rows() - planned.rejected() : written.inTable());
    json.put("rows_inserted", written == null ? null : written.inserted());
    json.put("rows_updated", written == null ? null : written.updated());
    json.put("rows_unchanged", written == null ? null : written.unchanged());
    json.put("rows_skipped", written == null ? null : written.skipped());
    json.put("rows_rejected", tally == null ? planned.rejected() : tally.loaded().rowsRejected());
    json.put("table_created", creates && changed);
    json.put("schema_updated", changed && Boolean.TRUE.equals(target("requires_schema_update")));
    json.put("dry_run", request.dryRun());
    json.put("warnings", warnings);
    json.put("report", report);
    return json;
  }

  private Object target(String member) {
    return Json.map(report, "target").get(member);
  }
}
