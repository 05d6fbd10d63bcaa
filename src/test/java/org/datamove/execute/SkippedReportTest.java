package org.datamove.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.datamove.csv.Place;
import org.datamove.json.Json;
import org.datamove.load.Chunks;
import org.datamove.plan.Plan;
import org.datamove.plan.Step;
import org.junit.jupiter.api.Test;

class SkippedReportTest {
  private static final long[] PLACES = {Place.of(1, 2), Place.of(1, 3), Place.of(2, 2)};

  private static final Plan PLAN =
      Steps.plan(
          Steps.STAGING,
          Steps.load(Step.Load.Method.COPY, "w", false),
          new Step.StagedInsert(
              "skip",
              "INSERT INTO t SELECT a FROM ",
              "w",
              " ON CONFLICT DO NOTHING",
              "WITH inserted AS (INSERT INTO t SELECT a FROM w ON CONFLICT DO NOTHING)",
              Step.StagedInsert.Told.SKIPPED),
          Steps.DROP_STAGING);

  private static Map<String, Object> move(Long inserted, Long... places) throws Exception {
    Moving move = new Moving(ScriptedFeed.of(Chunks.file("1", PLACES)), "{}").plans(PLAN);
    move.host.answer(
        "WITH inserted AS", Map.of("inserted", inserted, "skipped", List.of((Object[]) places)));
    return move.move();
  }

  @Test
  void eachRowIsTold() throws Exception {
    Map<String, Object> result = move(1L, PLACES[1], PLACES[2]);
    List<Map<String, Object>> findings = Json.list(Json.map(result, "report"), "findings");
    assertEquals(
        List.of("/part1.csv 3 2", "/part2.csv 2 2"),
        findings.stream()
            .map(
                finding ->
                    finding.get("source")
                        + " "
                        + finding.get("line_number")
                        + " "
                        + finding.get("occurrences"))
            .toList());
    assertEquals(
        List.of("line 3 of \"/part1.csv\": row conflicts with another and is skipped; 1 more row"),
        result.get("warnings"));
    assertEquals(2L, result.get("rows_skipped"));
    assertEquals(1L, result.get("rows_inserted"));
  }

  @Test
  void thoseThatAreNotListedAreCounted() throws Exception {
    Map<String, Object> result = move(0L, PLACES[0]);
    List<Map<String, Object>> findings = Json.list(Json.map(result, "report"), "findings");
    assertEquals(List.of(3L), findings.stream().map(each -> each.get("occurrences")).toList());
    assertEquals(
        List.of("line 2 of \"/part1.csv\": row conflicts with another and is skipped; 2 more rows"),
        result.get("warnings"));
  }

  @Test
  void whereAllRowsGoInNothingIsTold() throws Exception {
    Map<String, Object> result = move(3L);
    assertEquals(List.of(), result.get("warnings"));
    assertEquals(List.of(), Json.list(Json.map(result, "report"), "findings"));
    assertEquals(0L, result.get("rows_skipped"));
  }
}
