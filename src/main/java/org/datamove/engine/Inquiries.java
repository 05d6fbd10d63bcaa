package org.datamove.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.datamove.catalog.RowProbe;
import org.datamove.error.ErrorFields;
import org.datamove.execute.Command;
import org.datamove.execute.Progress;
import org.datamove.execute.Question;
import org.datamove.execute.Statement;
import org.datamove.json.Json;
import org.datamove.key.Normalizer;
import org.datamove.request.Request;
import org.datamove.validate.finding.Judge;
import org.datamove.validate.row.Prober;
import org.datamove.validate.target.RowCounter;

/** What work that reads a file asks the database, and whom it tells how far it is. */
final class Inquiries implements Judge, Normalizer, RowCounter, Prober {
  /** Has the database answer a question. */
  interface Asker {
    /** The answer. */
    Map<String, Object> ask(Statement.Ask question) throws InterruptedException;

    /** What was rejected. */
    Map<String, Object> fetch(Command.FetchRejected command) throws InterruptedException;
  }

  private final Request request;
  private final Asker asker;
  private final Progress progress;

  Inquiries(Request request, Asker asker, Progress progress) {
    this.request = request;
    this.asker = asker;
    this.progress = progress;
  }

  Inquiries judge() {
    return this;
  }

  Normalizer normalizer() {
    return this;
  }

  RowCounter counter() {
    return this;
  }

  Prober prober() {
    return this;
  }

  Progress progress() {
    return progress;
  }

  private Map<String, Object> ask(Question question, Map<String, Object> argument)
      throws InterruptedException {
    return asker.ask(new Statement.Ask(question, argument));
  }

  /** Rows that the move has rejected which is made again; see {@link Command.FetchRejected}. */
  Map<String, Object> rejectedAfter(long row) throws InterruptedException {
    return asker.fetch(new Command.FetchRejected(row));
  }

  private Map<String, Object> values(Map<String, List<String>> values) {
    Map<String, Object> asked = new LinkedHashMap<>();
    asked.put("table", request.table() == null ? null : Long.toString(request.table().oid()));
    Map<String, Object> types = new LinkedHashMap<>();
    for (String column : values.keySet()) {
      if (request.types().containsKey(column)) {
        types.put(column, request.types().get(column).reference());
      }
    }
    asked.put("types", types);
    asked.put("values", values);
    return asked;
  }

  @Override
  public Map<String, List<Verdict>> judge(Map<String, List<String>> values, Set<String> written)
      throws InterruptedException {
    Map<String, Object> asked = values(values);
    asked.put("written", List.copyOf(written));
    Map<String, Object> answer = ask(Question.JUDGE, asked);
    Map<String, List<Verdict>> result = new LinkedHashMap<>();
    values.forEach((column, of) -> result.put(column, verdicts(Json.list(answer, column), of)));
    return result;
  }

  /**
   * The host names only the refused values, with their 0-based index, SQLSTATE and message, and
   * those that PostgreSQL writes in another way.
   */
  private static List<Verdict> verdicts(List<Map<String, Object>> answers, List<String> asked) {
    List<Verdict> verdicts = new ArrayList<>(asked.size());
    for (int i = 0; i < asked.size(); i++) {
      verdicts.add(Verdict.ACCEPTED);
    }
    for (Map<String, Object> answer : answers) {
      String text = Json.text(answer, "text");
      verdicts.set(
          (int) Json.number(answer, "index", 0),
          text != null ? Verdict.written(text) : refusal(answer));
    }
    return verdicts;
  }

  private static Verdict refusal(Map<String, Object> answer) {
    return new Verdict(
        Json.text(answer, "sqlstate"),
        Json.text(answer, "message"),
        emptyToNull(Json.text(answer, "detail")),
        ErrorFields.fromJson(answer));
  }

  private static String emptyToNull(String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  @Override
  public Map<String, List<String>> normalize(Map<String, List<String>> values)
      throws InterruptedException {
    Map<String, Object> answer = ask(Question.NORMALIZE, values(values));
    Map<String, List<String>> result = new LinkedHashMap<>();
    values.keySet().forEach(column -> result.put(column, Json.list(answer, column)));
    return result;
  }

  @Override
  public List<RowProbe> probes(List<String> columns) throws InterruptedException {
    Map<String, Object> asked =
        Map.of("table", Long.toString(request.table().oid()), "columns", columns);
    return Json.<Map<String, Object>>list(ask(Question.FIND_PROBES, asked), "probes").stream()
        .map(RowProbe::fromJson)
        .toList();
  }

  @Override
  public Prober.Answer probe(RowProbe probe, List<List<String>> tuples)
      throws InterruptedException {
    List<Map<String, Object>> rows = new ArrayList<>(tuples.size());
    for (List<String> values : tuples) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("n", rows.size());
      for (int i = 0; i < values.size(); i++) {
        row.put("c" + (i + 1), values.get(i));
      }
      rows.add(row);
    }
    Map<String, Object> answer =
        ask(
            Question.PROBE_ROWS,
            Map.of(
                "table",
                Long.toString(request.table().oid()),
                "probe",
                probe.reference(),
                "rows",
                rows));
    Map<Integer, Verdict> refused = new LinkedHashMap<>();
    for (Map<String, Object> each : Json.<Map<String, Object>>list(answer, "refused")) {
      refused.put(
          (int) Json.number(each, "index", 0),
          each.containsKey("sqlstate") ? refusal(each) : Verdict.ACCEPTED);
    }
    return new Prober.Answer(refused, Json.text(answer, "unable"));
  }

  @Override
  public Long count(String table, String column) throws InterruptedException {
    Map<String, Object> answer = ask(Question.COUNT, Map.of("table", table, "column", column));
    return answer.get("count") == null ? null : Json.number(answer, "count", 0);
  }
}
