package org.datamove.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.datamove.binary.EncodingSession;
import org.datamove.csv.CsvFile;
import org.datamove.json.Json;
import org.datamove.plan.Step;
import org.datamove.request.Options;
import org.datamove.validate.Targets;
import org.datamove.validate.finding.Finding;
import org.datamove.validate.finding.Findings;
import org.datamove.validate.finding.Judge;
import org.datamove.validate.row.Rejects;
import org.datamove.validate.row.RowChecker;
import org.datamove.validate.row.TargetColumn;
import org.junit.jupiter.api.Test;

class LoaderTest {
  private static final EncodingSession SESSION = new EncodingSession(true, "UTC");

  private final List<Chunk> chunks = new ArrayList<>();
  private final List<Rejects.Rejected> rejected = new ArrayList<>();
  private final List<List<String>> asked = new ArrayList<>();
  private Findings findings = new Findings(100);

  /** Takes everything but what starts with "bad", and is sure of what starts with "ok". */
  private Map<String, List<Judge.Verdict>> judge(
      Map<String, List<String>> values, Set<String> written) {
    Map<String, List<Judge.Verdict>> verdicts = new LinkedHashMap<>();
    values.forEach(
        (column, texts) -> {
          asked.add(texts);
          verdicts.put(column, texts.stream().map(LoaderTest::verdict).toList());
        });
    return verdicts;
  }

  private static Judge.Verdict verdict(String text) {
    return text.startsWith("bad")
        ? new Judge.Verdict("22P02", "invalid input: " + text, null)
        : Judge.Verdict.ACCEPTED;
  }

  private long load(String text, int batchSize, boolean reject)
      throws IOException, InterruptedException {
    try (CsvFile file = Loading.file(text)) {
      Rejects rejects = reject ? new Rejects(file::record, rejected::addAll) : null;
      List<TargetColumn> columns =
          List.of(
              Targets.column("v", 0, false, (buf, from, to) -> to - from > 1 && buf[from] == 'o'));
      RowChecker checker = new RowChecker(2, columns, findings, this::judge, rejects, null);
      Step.Load step = Loading.step(Step.Load.Method.INSERT, 2);
      return new Loader(step, batchSize, SESSION, chunks::add, rejects)
          .load(file, checker, findings, null);
    }
  }

  private List<String> batches() {
    return chunks.stream().map(chunk -> ((BatchChunk) chunk).rowsJson()).toList();
  }

  @Test
  void goodRowsAreHandedOn() throws IOException, InterruptedException {
    assertEquals(3, load("ok,1\nmaybe,2\nok,3\n", 2, false));
    assertEquals(
        List.of(
            "[{\"c0\":\"ok\",\"c1\":\"1\"},{\"c0\":\"maybe\",\"c1\":\"2\"}]",
            "[{\"c0\":\"ok\",\"c1\":\"3\"}]"),
        batches());
    assertEquals(List.of(List.of("maybe")), asked);
    assertEquals(0, findings.errors());
  }

  @Test
  void anEmptyFileHasNoChunk() throws IOException, InterruptedException {
    assertEquals(0, load("", 1, false));
    assertEquals(List.of(), chunks);
  }

  @Test
  void nothingIsHandedOnOnceARowIsRefused() throws IOException, InterruptedException {
    assertEquals(6, load("ok,1\nok,2\nbad,3\nok,4\nok\nbad2,6\n", 1, false));
    assertEquals(2, chunks.size());
    assertEquals(
        List.of("3 invalid input: bad", "5 1 field where 2 were expected", "6 invalid input: bad2"),
        findings.sorted().stream().map(f -> f.line() + " " + f.message()).toList());
  }

  @Test
  void valuesInDoubtAreSettledBeforeTheirRowsAreHandedOn()
      throws IOException, InterruptedException {
    load("ok,1\nmaybe,2\nbad,3\nok,4\n", 3, false);
    assertEquals(List.of(), chunks);
    assertEquals(1, findings.errors());
  }

  @Test
  void refusedRowsGoElsewhereWhereTheyMay() throws IOException, InterruptedException {
    findings = Findings.of(Options.fromJson(Json.object("{\"on_error\": \"reject\"}")));
    assertEquals(7, load("ok,1\nbad,\"2\n\"\n,3\nmaybe,4\nx\"y,5\nbad,6\nok,7\n", 2, true));
    assertEquals(
        List.of(
            "[{\"c0\":\"ok\",\"c1\":\"1\"}]",
            "[{\"c0\":\"maybe\",\"c1\":\"4\"},{\"c0\":\"ok\",\"c1\":\"7\"}]"),
        batches());
    assertEquals(8, chunks.get(1).placeOf(2));
    assertEquals(
        List.of(
            "2 bad,\"2\n\" invalid input: bad",
            "4 ,3 null value in column \"v\"",
            "6 x\"y,5 quote inside a field that does not start with one",
            "7 bad,6 invalid input: bad"),
        rejected.stream()
            .map(
                row ->
                    row.place()
                        + " "
                        + row.record().text().strip()
                        + " "
                        + row.findings().get(0).message())
            .toList());
    assertEquals(0, findings.errors());
    assertEquals(4, findings.problems());
  }

  @Test
  void aRowWithTwoProblemsIsRejectedOnce() throws IOException, InterruptedException {
    findings = Findings.of(Options.fromJson(Json.object("{\"on_error\": \"reject\"}")));
    try (CsvFile file = Loading.file("bad1,bad2\nbad3,\n")) {
      Rejects rejects = new Rejects(file::record, rejected::addAll);
      List<TargetColumn> columns =
          List.of(
              Targets.column("v", 0, false, (buf, from, to) -> false),
              Targets.column("w", 1, false, (buf, from, to) -> false));
      RowChecker checker = new RowChecker(2, columns, findings, this::judge, rejects, null);
      new Loader(Loading.step(Step.Load.Method.INSERT, 2), 0, SESSION, chunks::add, rejects)
          .load(file, checker, findings, null);
    }
    assertEquals(List.of(), chunks);
    assertEquals(List.of(1L, 2L), rejected.stream().map(Rejects.Rejected::row).toList());
    assertEquals(
        List.of(List.of("v", "w"), List.of("w", "v")),
        rejected.stream()
            .map(row -> row.findings().stream().map(Finding::column).toList())
            .toList());
    assertEquals(4, findings.problems());
  }
}
