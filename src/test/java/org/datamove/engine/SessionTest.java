package org.datamove.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.datamove.json.Json;
import org.datamove.request.Described;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionTest {
  private static final String STRICT = "{'move_type': 'existing_schema'}";
  private static final Work.Verdict ALL = (column, value) -> null;

  @TempDir Path directory;
  private Work work;

  @AfterEach
  void nothingIsLeft() {
    if (work != null) {
      work.close();
      assertEquals(List.of(), work.leftFiles());
    }
    assertEquals(List.of(), Work.workers());
  }

  private static Described table() {
    return Described.table("t").column("id", "int4").column("v", "text");
  }

  private static Map<String, Object> failure(Map<String, Object> event) {
    assertEquals("failed", event.get("state"), event.toString());
    return Json.map(event, "failure");
  }

  private static Map<String, Object> result(Map<String, Object> event) {
    assertEquals("done", event.get("state"), event.toString());
    return Json.map(event, "result");
  }

  @Test
  void aPlanForANewTable() {
    work = Work.move(directory, "id,v\n1,a\n2,b\n", "{'dry_run': true}", null);
    Map<String, Object> result = result(work.finish(ALL));
    assertEquals(true, result.get("success"));
    assertEquals(2, Json.number(result, "rows_processed", 0));
    assertEquals(
        List.of("create_table", "load", "analyze"),
        Json.<Map<String, Object>>list(Json.map(result, "report"), "plan").stream()
            .map(s -> s.get("kind"))
            .toList());
  }

  private static final String ENDED =
      """
      {"ended": {"sqlstate": "XX000", "message": "broken", "detail": "", "hint": "", "context":
      "PL/pgSQL function f() line 3\\nSQL statement \\"%s\\"\\nPL/pgSQL function g()",
      "host_context": "here"}}
      """;

  @Test
  void anErrorThatEndsItIsToldAsTheEnd() throws Exception {
    work = Work.move(directory, "id,v\n1,a\n", "{'dry_run': true}", null);
    TextSession.Turn turn = work.session.next(null);
    while (turn.isPending()) {
      turn = work.session.next(null);
    }
    Map<String, Object> statement =
        Json.<Map<String, Object>>list(Json.object(turn.text()), "statements").get(0);
    turn = work.session.next(ENDED.formatted(Json.text(statement, "sql")));
    assertTrue(turn.isLast(), turn.text());
    Map<String, Object> failure = Json.map(Json.object(turn.text()), "failure");
    assertEquals("XX000", failure.get("sqlstate"));
    assertEquals("broken", failure.get("message"));
    assertNull(failure.get("detail"), "what is below a question is ours");
    assertEquals(turn, work.session.next(null));
  }

  @Test
  void aCallComesBackWhileThereIsNothingToDo() throws Exception {
    work = Work.move(directory, "id,v\n1,a\n", "{'dry_run': true}", null);
    TextSession.Turn turn = work.session.next(null);
    while (turn.isPending()) {
      turn = work.session.next(null);
    }
    for (int i = 0; i < 3; i++) {
      assertTrue(work.session.next(null).isPending()); // the worker waits for the answer
    }
  }

  @Test
  void anErrorThatEndsItBetweenCommandsIsNotWaitedFor() throws Exception {
    work = Work.move(directory, "id,v\n1,a\n", "{'dry_run': true}", null);
    assertTrue(work.session.next(ENDED.formatted("SELECT 1")).isPending());
  }

  @Test
  void anInspection() {
    work =
        Work.move(
            directory, "id,v\n1,\n", "{'task': 'inspect', 'target': null, 'table': null}", null);
    List<Map<String, Object>> columns = Json.list(result(work.finish(ALL)), "columns");
    assertEquals(
        List.of("integer", "text"), columns.stream().map(c -> c.get("data_type")).toList());
  }

  @Test
  void valuesAreJudgedByTheHost() {
    Described table = Described.table("t").column("id", "int4").column("v", "tsquery");
    work = Work.move(directory, "id,v\n1,1 day\nx,odd\n2,1 day\n", dry(), table);
    Map<String, Object> judge = work.next(null);
    assertEquals("judge", judge.get("state"));
    assertEquals(
        "{\"v\":[\"1 day\",\"odd\"],\"id\":[\"x\"]}", Json.write(Json.map(judge, "values")));
    Map<String, Object> done =
        work.next(
            "{\"verdicts\": {\"id\": [{\"index\": 0, \"sqlstate\": \"22P02\", \"message\":"
                + " \"bad int\", \"detail\": \"\"}], \"v\": [{\"index\": 1, \"sqlstate\":"
                + " \"22007\", \"message\": \"bad interval\", \"detail\": \"D.\"}]}}");
    List<Map<String, Object>> findings = Json.list(Json.map(result(done), "report"), "findings");
    assertEquals(
        List.of("3 id x bad int null", "3 v odd bad interval D."),
        findings.stream()
            .map(
                f ->
                    f.get("line_number")
                        + " "
                        + f.get("column_name")
                        + " "
                        + f.get("value")
                        + " "
                        + f.get("message")
                        + " "
                        + f.get("hint"))
            .sorted()
            .toList());
    assertEquals(false, result(done).get("success"));
  }

  private static String dry() {
    return "{'move_type': 'existing_schema', 'dry_run': true}";
  }

  @Test
  void rowsAreCountedByTheHost() {
    work = Work.move(directory, "id\n1\n", "{'move_type': 'new_schema'}", table());
    Map<String, Object> count = work.next(null);
    assertEquals(
        List.of("count", "\"s\".\"t\"", "v"),
        List.of(count.get("state"), count.get("table"), count.get("column")));
    work.next("{\"count\": 5}");
    assertTrue(Json.write(work.finish(ALL)).contains("drop column v (values lost: 5)"));
  }

  @Test
  void aCountThatTheCallerMayNotTake() {
    work = Work.move(directory, "id\n1\n", "{'move_type': 'new_schema'}", table());
    work.next(null);
    work.next("{\"count\": null}");
    assertTrue(Json.write(work.finish(ALL)).contains("\"drop column v\""));
  }

  @Test
  void chunksAreFilesUntilTheyAreLoaded() {
    work = Work.load(directory, "id,v\n1,a\n2,\"b\nb\"\n3,c\n", batches(2), table());
    Map<String, Object> first = work.next(null);
    assertEquals("chunk", first.get("state"));
    Path file = Path.of(Json.text(first, "path"));
    assertTrue(Files.exists(file));
    Map<String, Object> second = work.next("{\"loaded\": true}");
    assertFalse(Files.exists(file));
    assertEquals("chunk", second.get("state"));
    Map<String, Object> done = work.next("{\"loaded\": true}");
    assertEquals(3, Json.number(result(done), "rows_processed", 0));
  }

  private static String batches(int rows) {
    return "{'move_type': 'existing_schema', 'batch_size': " + rows + "}";
  }

  @Test
  void batchesAreJson() {
    String insert =
        "{'move_type': 'existing_schema', 'session': {'may_create_temporary': true,"
            + " 'utf8': true}}";
    work = Work.load(directory, "id,v\n1,\"é\u0001\"\n2,\n", insert, table());
    work.finish(ALL);
    assertEquals(List.of("[{\"c0\":\"1\",\"c1\":\"é\\u0001\"},{\"c0\":\"2\"}]"), work.chunks);
  }

  @Test
  void rejectedRowsGoToTheHost() {
    String reject = "{'move_type': 'existing_schema', 'options': {'on_error': 'reject'}}";
    work = Work.load(directory, "id,v\n1,a\nx,b\n3\n", reject, table());
    Map<String, Object> judge = work.next(null);
    assertEquals("judge", judge.get("state"));
    Map<String, Object> event =
        work.next(
            "{\"verdicts\": {\"id\": [{\"index\": 0, \"sqlstate\": \"22P02\", \"message\":"
                + " \"bad int\"}]}}");
    assertEquals("reject", event.get("state"));
    Map<String, Object> last = Json.<Map<String, Object>>list(event, "rows").get(1);
    assertEquals(
        List.of(
            "3|4|3\n|null|missing_fields|1 field where 2 were expected",
            "2|3|x,b\n|id|invalid_value|bad int"),
        Json.<Map<String, Object>>list(event, "rows").stream()
            .map(
                row ->
                    Stream.of(
                            "row_number", "line_number", "record", "column_name", "code", "message")
                        .map(member -> String.valueOf(row.get(member)))
                        .collect(Collectors.joining("|")))
            .toList());
    assertEquals(directory.resolve("in.csv").toString(), last.get("source"));
    assertNull(last.get("record_bytes"));
    assertEquals(List.of("id", "v"), last.get("header"));
    assertEquals(
        "{\"delimiter\":\",\",\"quote\":\"\\\"\",\"null\":\"\",\"skip_lines\":0,\"header\":true,\"encoding\":\"UTF-8\"}",
        Json.write(last.get("options")));
    assertEquals(
        "[{\"code\":\"invalid_value\",\"column_name\":\"id\",\"value\":\"x\",\"message\":\"bad int\",\"hint\":null,\"sqlstate\":\"22P02\"}]",
        Json.write(last.get("findings")));
    Map<String, Object> chunk = work.next("{\"stored\": true}");
    assertEquals("chunk", chunk.get("state"));
    assertEquals(2, Json.number(result(work.next("{\"loaded\": true}")), "rows_rejected", 0));
  }

  @Test
  void aRefusedMoveTellsEverything() {
    work = Work.load(directory, "id,v\n1,a\nx,b\n3\n", STRICT, table());
    Map<String, Object> failed = work.finish((column, value) -> "bad int");
    assertEquals("UD001", failure(failed).get("sqlstate"));
    assertEquals(2, Json.list(Json.map(failed, "report"), "findings").size());
    assertEquals(List.of(), work.chunks);
  }

  @Test
  void aBadRequestFails() {
    work = Work.move(directory, "id\n", "{'options': {'nonsense': 1}}", null);
    assertEquals("unknown option \"nonsense\"", failure(work.finish(ALL)).get("message"));
  }

  @Test
  void aFileThatIsNotThere() throws IOException {
    Files.createDirectories(directory.resolve("chunks"));
    work = Work.move(directory, null, "{}", null);
    assertEquals("58P01", failure(work.finish(ALL)).get("sqlstate"));
  }

  @Test
  void aFileThatChangesBetweenThePasses() {
    work =
        Work.load(
            directory,
            "id,v\n1,a\n",
            STRICT,
            table(),
            () -> assertTrue(directory.resolve("in.csv").toFile().setLastModified(1_000_000)));
    Map<String, Object> failure = failure(work.finish(ALL));
    assertEquals("UD005", failure.get("sqlstate"));
    assertEquals(
        "file \"" + directory.resolve("in.csv") + "\" changed between planning and loading",
        failure.get("message"));
    assertEquals("Move the file once it is written completely.", failure.get("hint"));
  }

  @Test
  void aFileThatChangesWhileItIsLoaded() throws IOException {
    // Rows enough that the worker has to wait for the session before it reaches the end.
    String rows = "id,v\n1,a\n2,b\n3,c\n4,d\n";
    work = Work.load(directory, rows, batches(1), table());
    work.next(null);
    Files.writeString(directory.resolve("in.csv"), rows + "5,e\n");
    Map<String, Object> failure = failure(work.finish(ALL));
    assertEquals("UD005", failure.get("sqlstate"));
    assertEquals(
        "file \"" + directory.resolve("in.csv") + "\" changed while it was being read",
        failure.get("message"));
  }

  @Test
  void aValueWithAnEscapeInIt() {
    work = Work.move(directory, "id,v\n\\u0000,a\n", dry(), table());
    Map<String, Object> judge = work.next(null);
    assertEquals(List.of("\\u0000"), Json.<String>list(Json.map(judge, "values"), "id"));
  }
}
