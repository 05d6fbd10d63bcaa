package org.datamove.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.datamove.csv.Place;
import org.datamove.error.ErrorFields;
import org.datamove.json.Json;
import org.datamove.load.Chunks;
import org.datamove.plan.Plan;
import org.datamove.plan.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RehearsalTest {
  private static final Plan PLAN =
      Steps.plan("ACCESS EXCLUSIVE", Steps.TRUNCATE, Steps.load(Step.Load.Method.COPY));

  private final ScriptedFeed feed =
      ScriptedFeed.of(Chunks.file("1", 2, 3), Chunks.file("2", Place.of(2, 4)));
  private final Moving move =
      new Moving(feed, "{'dry_run': true, 'options': {'rehearse': true}}").plans(PLAN);

  @Test
  void allIsDoneInABlockThatIsUndone() throws Exception {
    Map<String, Object> result = move.move();
    assertEquals(
        """
        run describe_target
        begin
          run find_target
          kept SET lock_timeout = 1100; LOCK TABLE public.t IN ACCESS EXCLUSIVE MODE;\
         SET lock_timeout = 0
          run describe_again
          begin TRUNCATE t
            run COPY t (a) FROM '/chunks/1' (FORMAT binary)
            run COPY t (a) FROM '/chunks/2' (FORMAT binary)
            keep
          undo""",
        move.host.script());
    assertEquals(true, result.get("success"));
    assertEquals(true, result.get("dry_run"));
    assertEquals(3L, result.get("rows_processed"));
    assertEquals(false, result.get("schema_updated"));
    Map<String, Object> report = Json.map(result, "report");
    assertEquals(3L, Json.map(report, "rows").get("inserted"));
    assertNull(report.get("move_id"));
  }

  @Test
  void withoutAPlanThereIsNothingToRehearse() throws Exception {
    move.plansBy(request -> Moving.planned(null, null));
    assertEquals(false, move.move().get("success"));
    assertEquals("run describe_target", move.host.script());
  }

  private static Refusal refusal(String state, String constraint, String context) {
    ErrorFields fields = new ErrorFields("s", "t", "a", constraint, null);
    return new Refusal(state, "no\u001B", "Detail.", "Hint.", context, null, fields);
  }

  @ParameterizedTest
  @CsvSource({
    "23502,,not_null",
    "23503,t_fkey,foreign_key",
    "23505,t_key,unique",
    "23514,t_check,check",
    "23P01,t_excl,exclusion",
    "23000,t_odd,other"
  })
  void aRefusedRowIsAFindingAndAViolation(String state, String constraint, String kind)
      throws Exception {
    move.host.refuse("COPY t (a) FROM '/chunks/2'", refusal(state, constraint, "COPY t, line 1"));
    Map<String, Object> result = move.move();
    Map<String, Object> report = Json.map(result, "report");
    Map<String, Object> finding = Json.<Map<String, Object>>list(report, "findings").get(0);
    assertEquals("error", finding.get("severity"));
    assertEquals("database_error", finding.get("code"));
    assertEquals(4L, finding.get("line_number"));
    assertEquals("/part2.csv", finding.get("source"));
    assertEquals("no\\u001B", finding.get("message"));
    assertEquals("Detail.\nLine 4 of \"/part2.csv\".\nHint.", finding.get("hint"));
    assertEquals(false, result.get("success"));
    Map<String, Object> target = Json.map(report, "target");
    assertEquals(false, target.get("compatible"));
    Map<String, Object> violation =
        Json.<Map<String, Object>>list(target, "constraint_violations").get(0);
    assertEquals(constraint, violation.get("constraint"));
    assertEquals(kind, violation.get("kind"));
    assertEquals("a", violation.get("column"));
    assertEquals(1, violation.get("rows"));
    assertEquals(4L, violation.get("first_line"));
    assertEquals(0, move.host.open());
  }

  @Test
  void theOnlyFileNeedsNoName() throws Exception {
    move.host.refuse("COPY t (a) FROM '/chunks/1'", refusal("22P02", null, "COPY t, line 2"));
    Map<String, Object> report = Json.map(move.move(), "report");
    Map<String, Object> finding = Json.<Map<String, Object>>list(report, "findings").get(0);
    assertEquals(3L, finding.get("line_number"));
    assertNull(finding.get("source"));
    assertEquals(List.of(), Json.list(Json.map(report, "target"), "constraint_violations"));
  }

  @ParameterizedTest
  @CsvSource({
    "TRUNCATE,42501",
    "ACCESS EXCLUSIVE,42501",
    "find_target,42501",
    "describe_again,42501",
    "keep,23503"
  })
  void anErrorOfAnythingElseIsAFindingToo(String command, String state) throws Exception {
    move.host.refuse(command, state);
    Map<String, Object> result = move.move();
    assertEquals(false, result.get("success"));
    Map<String, Object> report = Json.map(result, "report");
    Map<String, Object> finding = Json.<Map<String, Object>>list(report, "findings").get(0);
    assertNull(finding.get("line_number"));
    assertEquals("refused", finding.get("message"));
    assertNull(finding.get("hint"));
    assertEquals(0, move.host.open());
  }

  @Test
  void aTableThatChangedOrRowsThatGotLostAreFindings() throws Exception {
    feed.ends(9, 0);
    Map<String, Object> report = Json.map(move.move(), "report");
    Map<String, Object> finding = Json.<Map<String, Object>>list(report, "findings").get(0);
    assertTrue(finding.get("message").toString().startsWith("9 rows were read and 0 rejected"));
    assertEquals(0, move.host.open());
  }
}
