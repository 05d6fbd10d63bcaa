package org.datamove.result;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.datamove.csv.CsvFile;
import org.datamove.plan.Evolution;
import org.datamove.plan.Plan;
import org.datamove.request.Request;
import org.datamove.source.SourceInfo;
import org.datamove.type.ColumnProfile;
import org.datamove.validate.Finding;
import org.datamove.validate.Findings;
import org.datamove.validate.Operation;

/** The JSON document that tells a move's whole story; its shape is in {@code docs/report.md}. */
public final class Report {
  private final Request request;
  private final Map<String, Object> source = new LinkedHashMap<>();
  private final Map<String, Object> target = new LinkedHashMap<>();
  private final Map<String, Object> metrics = new LinkedHashMap<>();

  /** An empty report for a request. */
  public Report(Request request) {
    this.request = request;
    source.put("path", request.csvPath());
    if (request.target() != null) {
      target.put("table", request.target().display());
      target.put("exists", request.table() != null);
    }
  }

  /** The file's path as the caller wrote it. */
  String path() {
    return request.csvPath();
  }

  /** The target's name for messages, or null where only the file is looked at. */
  String table() {
    return request.target() == null ? null : request.target().display();
  }

  /** Notes what the move turns out to be. */
  public void operation(Operation operation) {
    target.put("operation", operation.word());
  }

  /** Notes what was opened. */
  public void source(SourceInfo info, CsvFile file) {
    source.put("bytes", info.bytes());
    source.put("identity", info.identity());
    source.put("encoding", file.charset().name());
    source.put("dialect", file.dialect().toJson());
  }

  /** Notes the inferred columns of a new table. */
  public void profiles(List<String> names, List<ColumnProfile> profiles) {
    List<Map<String, Object>> columns = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      Map<String, Object> column = new LinkedHashMap<>();
      column.put("name", names.get(i));
      column.put("data_type", profiles.get(i).type().sqlName());
      column.put("note", profiles.get(i).note());
      columns.add(column);
    }
    target.put("columns", columns);
  }

  /** Notes how the target's columns follow the file. */
  public void evolution(Evolution evolution) {
    target.put("columns_added", evolution.added().stream().map(Report::added).toList());
    target.put(
        "columns_removed", evolution.dropped().stream().map(Evolution.Dropped::name).toList());
    target.put("columns_modified", evolution.widened().stream().map(Report::widened).toList());
    target.put("requires_schema_update", evolution.changesTable());
  }

  private static Map<String, Object> added(Evolution.Added column) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", column.name());
    json.put("data_type", column.type().sql());
    json.put("note", column.note());
    return json;
  }

  private static Map<String, Object> widened(Evolution.Widened column) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", column.name());
    json.put("from", column.fromSql());
    json.put("to", column.toSql());
    json.put("reason", column.reason());
    return json;
  }

  /** Notes the cost of a phase. */
  public void phase(String name, long rows, long bytes, long nanos) {
    double seconds = nanos / 1e9;
    Map<String, Object> phase = new LinkedHashMap<>();
    phase.put("rows", rows);
    phase.put("bytes", bytes);
    phase.put("seconds", Math.round(seconds * 1000) / 1000.0);
    phase.put("rows_per_second", Math.round(rows / Math.max(seconds, 1e-6)));
    phase.put("heap_bytes", Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
    metrics.put(name, phase);
  }

  /** The document; the plan is null where there is none. */
  Map<String, Object> toJson(Findings findings, Plan plan) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("source", source);
    json.put("target", target);
    json.put("findings", findings.sorted().stream().map(f -> finding(f, findings)).toList());
    json.put("plan", plan == null ? List.of() : plan.stepsJson());
    json.put("metrics", metrics);
    return json;
  }

  private static Map<String, Object> finding(Finding finding, Findings findings) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("severity", finding.code().severity().word());
    json.put("code", finding.code().word());
    json.put("column_name", finding.column());
    json.put("row_number", finding.row());
    json.put("line_number", finding.line());
    json.put("value", finding.value());
    json.put("occurrences", findings.occurrences(finding));
    json.put("message", finding.message());
    json.put("hint", finding.hint());
    return json;
  }
}
