package org.datamove.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Collectors;
import org.datamove.load.Chunks;
import org.datamove.plan.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StageTest {
  private static final String INSERT =
      "INSERT INTO t (a) SELECT * FROM pg_temp.\"datamove_chunk_m\"";

  private final ScriptedFeed feed =
      ScriptedFeed.of(Chunks.file("1", 2, 3), Chunks.file("2", 4, 5, 6));
  private final Running move = new Running(feed);

  @Test
  void chunksGoThroughAStage() throws Exception {
    Execution.Executed done = move.run(Steps.stages());
    assertEquals(
        """
        begin TRUNCATE t
          begin
            create_stage [a]
            keep
          fill_stage 1
          kept INSERT
          fill_stage 2
          kept INSERT
          drop_stage
          keep"""
            .replace("INSERT", INSERT),
        move.host.script());
    assertEquals(5, done.tally().written().inTable());
    assertEquals(Step.Load.Method.STAGE, feed.opened().get(0).method());
  }

  @Test
  void whereNoStageMayBeMadeBatchesGoIn() throws Exception {
    ScriptedFeed batches = ScriptedFeed.of(Chunks.batch(2, 3));
    Running inserts = new Running(batches);
    inserts.host.refuse("create_stage", "42501");
    assertEquals(2, inserts.run(Steps.stages()).tally().written().inTable());
    assertEquals(
        """
        begin TRUNCATE t
          begin
            create_stage [a] -> 42501
          run INSERT INTO t (a) SELECT c0 FROM batch
          keep""",
        inserts.host.script());
    assertEquals(Step.Load.Method.INSERT, batches.opened().get(0).method());
  }

  @ParameterizedTest
  @ValueSource(strings = {"53100", "42P07", "0A000", "25006"})
  void anyOtherErrorOfAStageIsThrown(String state) {
    move.host.refuse("create_stage", state);
    RefusedException refused = assertThrows(RefusedException.class, () -> move.run(Steps.stages()));
    assertEquals(state, refused.refusal().sqlState());
    assertEquals(0, feed.times());
    assertEquals(1, move.host.open());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void theRefusedRowIsSoughtInTheStage(int bad) {
    Refusal refusal = Refusal.of("23505", "twice");
    int[] inserts = {0};
    move.host.refuseWhere(line -> line.equals("kept " + INSERT) && ++inserts[0] == 2, refusal);
    move.host.refuseWhere(
        line ->
            line.startsWith("try ")
                && Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1)) >= bad,
        refusal);
    RowRefusedException refused =
        assertThrows(RowRefusedException.class, () -> move.run(Steps.stages()));
    assertEquals(3 + bad, refused.line());
    assertEquals(1, feed.times());
    String probes =
        move.host.commands().stream()
            .filter(line -> line.startsWith("  try"))
            .map(line -> line.substring(line.indexOf("LIMIT")))
            .collect(Collectors.joining(", "));
    assertEquals(
        bad == 1
            ? "LIMIT 2 -> 23505, LIMIT 1 -> 23505"
            : bad == 2 ? "LIMIT 2 -> 23505, LIMIT 1" : "LIMIT 2, LIMIT 3 -> 23505",
        probes);
    assertEquals(0, move.host.open());
  }

  @Test
  void aStageThatDoesNotTakeARowNamesIt() {
    move.host.refuse(
        "fill_stage 2",
        RefusedChunkTest.refusal("22P02", "COPY datamove_chunk_m, line 2, column a"));
    RowRefusedException refused =
        assertThrows(RowRefusedException.class, () -> move.run(Steps.stages()));
    assertEquals(5, refused.line());
    assertEquals(1, feed.times());
    assertEquals("Line 5 of \"/in.csv\".", refused.failure().detail());
  }

  @Test
  void aStageThatCannotBeFilledIsTriedOnceMore() {
    move.host.refuse("fill_stage 2", "XX001");
    RowRefusedException refused =
        assertThrows(RowRefusedException.class, () -> move.run(Steps.stages()));
    assertNull(refused.line());
    assertEquals(2, feed.times());
    assertEquals(0, move.host.open());
  }

  @Test
  void aStageThatCannotBeDroppedEndsTheMove() {
    move.host.refuse("drop_stage", "42501");
    assertThrows(RefusedException.class, () -> move.run(Steps.stages()));
    assertEquals(List.of("  drop_stage -> 42501"), last(move.host));
  }

  private static List<String> last(ScriptedHost host) {
    return host.commands().subList(host.commands().size() - 1, host.commands().size());
  }
}
