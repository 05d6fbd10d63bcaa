package org.datamove.result;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.datamove.csv.CsvFile;
import org.datamove.csv.SourcePart;
import org.datamove.plan.Evolution;
import org.datamove.plan.Plan;
import org.datamove.plan.PlannedIndex;
import org.datamove.plan.Step;
import org.datamove.request.Request;
import org.datamove.validate.finding.Finding;
import org.datamove.validate.finding.Findings;
import org.datamove.validate.move.Operation;

/**
 * The JSON document that tells a move's whole story. Its shape is in {@code docs/report.md} and
 * {@code docs/report.schema.json}: every key is always there.
 */
public final class Report {
  private final Request request;
  private CsvFile file;
  private final Map<String, Object> metrics = new LinkedHashMap<>();
  private List<Map<String, Object>> columns = List.of();
  private List<Evolution.Added> created = List.of();
  private Operation operation;
  private Evolution evolution = Evolution.NONE;
  private List<String> header = List.of();
  private long headerEnd;

  /** An empty report for a request. */
  public Report(Request request) {
    this.request = request;
  }

  /** The file's path as the caller wrote it. */
  String path() {
    return request.csvPath();
  }

  /** Whether rows are moved again that were rejected before. */
  boolean isReload() {
    return request.reload() != null;
  }

  /** The target's name for messages, or null where only the file is looked at. */
  String table() {
    return request.target() == null ? null : request.target().display();
  }

  /** The target's name without its schema, or null where only the file is looked at. */
  String tableName() {
    return request.target() == null ? null : request.target().name();
  }

  /** What errors about refused rows are about. */
  RefusedFields refusedFields() {
    return new RefusedFields(request);
  }

  /** Notes what the move turns out to be. */
  public void operation(Operation found) {
    operation = found;
  }

  /** Notes what was opened. */
  public void source(CsvFile opened) {
    file = opened;
    boolean selects = request.options().csv().selectsColumns();
    if (file.hasHeader() && !selects && !file.isEmpty()) {
      header = file.names();
      long lineEnds = header.stream().flatMapToInt(String::chars).filter(c -> c == '\n').count();
      headerEnd = file.firstRecord().line() + lineEnds;
    }
  }

  /** The path of the file that a place is in, or null where the request's path names one only. */
  String pathOf(Long place) {
    return file == null || place == null ? null : file.pathOf(place);
  }

  private Map<String, Object> source() {
    Map<String, Object> source = new LinkedHashMap<>();
    source.put("path", request.csvPath());
    if (file != null) {
      source.put("bytes", file.bytes());
      source.put("identity", file.identity());
      source.put("encoding", file.charset().name());
      source.put("compression", file.parts().get(0).compression());
      source.put("dialect", file.dialect().toJson());
      source.put("files", file.parts().stream().map(SourcePart::toJson).toList());
    }
    return source;
  }

  /** Notes the columns of a new table. */
  public void newColumns(List<Evolution.Added> added) {
    created = added;
    columns = new ArrayList<>();
    for (Evolution.Added each : added) {
      Map<String, Object> column = new LinkedHashMap<>();
      column.put("name", each.name());
      column.put("data_type", each.type().display());
      column.put("note", each.note());
      columns.add(column);
    }
  }

  /** Notes how the target's columns follow the file. */
  public void evolution(Evolution found) {
    evolution = found;
  }

  /**
   * What the caller is warned of once values are gone with their columns: message, detail and the
   * number of warnings that it stands for; null where none are.
   */
  Planned.Loss loss() {
    List<Evolution.Dropped> lossy =
        evolution.dropped().stream().filter(Evolution.Dropped::losesValues).toList();
    if (lossy.isEmpty()) {
      return null;
    }
    Evolution.Dropped first = lossy.get(0);
    boolean one = lossy.size() == 1;
    String message =
        (one ? "column \"" + first.name() + "\"" : lossy.size() + " columns")
            + " of table \""
            + table()
            + "\" "
            + (one ? "was dropped with " + first.lostInWords() : "were dropped with their values");
    String detail =
        one
            ? null
            : lossy.stream()
                .map(column -> "column \"" + column.name() + "\": " + column.lostInWords())
                .collect(Collectors.joining("\n", "They held:\n", ""));
    return new Planned.Loss(message, detail, lossy.size());
  }

  /** Notes the cost of a phase. */
  public void phase(String name, long rows, long bytes, long nanos) {
    double seconds = nanos / 1e9;
    Map<String, Object> phase = new LinkedHashMap<>();
    phase.put("rows", rows);
    phase.put("bytes", bytes);
    phase.put("seconds", Math.round(seconds * 1000) / 1000.0);
    phase.put("rows_per_second", Math.round(rows / Math.max(seconds, 1e-6)));
    phase.put("peak_heap_bytes", Runtime.getRuntime().totalMemory());
    metrics.put(name, phase);
  }

  /** The document for a planned move; the plan is null where there is none. */
  Map<String, Object> toJson(Findings findings, Plan plan, Long rowsRead, Long rowsRejected) {
    Comparison comparison =
        comparison(
            findings, plan == null ? List.of() : plan.indexes(), rowsRead == null ? 0 : rowsRead);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("move_id", null);
    json.put("source", source());
    json.put("target", request.target() == null ? null : target(comparison));
    json.put("findings", findings.sorted().stream().map(f -> finding(f, findings)).toList());
    json.put("recommendations", Advice.of(comparison).toJson());
    json.put("plan", plan == null ? List.of() : plan.steps().stream().map(Report::step).toList());
    json.put("rows", rows(rowsRead, rowsRejected));
    json.put("metrics", phases());
    return json;
  }

  /** What the caller may do about a file that does not fit. */
  Advice advice(Findings findings) {
    return Advice.of(comparison(findings, List.of(), 0));
  }

  private Comparison comparison(Findings findings, List<PlannedIndex> indexes, long rows) {
    return new Comparison(
        request,
        operation,
        header,
        headerEnd,
        file == null ? null : file.dialect(),
        evolution,
        findings,
        indexes,
        rows);
  }

  private Map<String, Object> phases() {
    Map<String, Object> phases = new LinkedHashMap<>(metrics);
    phases.putIfAbsent("load", null);
    return phases;
  }

  private Map<String, Object> target(Comparison comparison) {
    Map<String, Object> target = new LinkedHashMap<>();
    target.put("table", table());
    target.put("exists", request.table() != null);
    target.put("operation", operation == null ? null : operation.word());
    target.put("columns", columns);
    new TargetAnalysis(comparison, created).addTo(target);
    return target;
  }

  /** What the caller reads of a step; the executor is told more. */
  private static Map<String, Object> step(Step step) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", step.kind());
    json.put("title", step.title());
    json.put("sql", step.sql());
    json.put(
        "method",
        step instanceof Step.Load load ? load.method().name().toLowerCase(Locale.ROOT) : null);
    return json;
  }

  /** The rows that a load fills in; what is not known is null. */
  private static Map<String, Object> rows(Long read, Long rejected) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("read", read);
    json.put("inserted", null);
    json.put("updated", null);
    json.put("unchanged", null);
    json.put("skipped", null);
    json.put("deleted", null);
    json.put("rejected", rejected);
    json.put("suppressed", null);
    return json;
  }

  private Map<String, Object> finding(Finding finding, Findings findings) {
    return finding(finding, pathOf(finding.place()), findings.occurrences(finding));
  }

  /**
   * A finding as a report has it.
   *
   * @param source its file, or null where the path that is moved names one only
   * @param occurrences how often its code occurs for its column
   */
  public static Map<String, Object> finding(Finding finding, String source, long occurrences) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("severity", finding.severity().word());
    json.put("code", finding.code().word());
    json.put("column_name", finding.column());
    json.put("source", source);
    json.put("row_number", finding.row());
    json.put("line_number", finding.line());
    json.put("value", finding.value());
    json.put("occurrences", occurrences);
    json.put("message", finding.message());
    json.put("hint", finding.hint());
    return json;
  }
}
