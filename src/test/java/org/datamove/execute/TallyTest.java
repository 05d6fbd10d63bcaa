package org.datamove.execute;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.datamove.error.Failure;
import org.datamove.load.Chunks;
import org.datamove.plan.Plan;
import org.datamove.plan.Step;
import org.datamove.result.Loaded;
import org.junit.jupiter.api.Test;

class TallyTest {
  private static Tally tally(long read, long rejected, long inTable) {
    return new Tally(
        new Loaded(read, rejected, List.of(), Map.of()), Written.inserted(inTable), null);
  }

  @Test
  void everyRowIsInTheTableOrPutAside() {
    assertDoesNotThrow(() -> tally(5, 2, 3).check(false));
  }

  @Test
  void onlyATriggerThatMayDoesSuppressRows() {
    assertDoesNotThrow(() -> tally(5, 2, 1).check(true));
    assertEquals(2, tally(5, 2, 1).suppressed());
    Failure failure =
        assertThrows(MoveFailedException.class, () -> tally(5, 2, 1).check(false)).failure();
    assertEquals("XX000", failure.sqlState());
    assertEquals("5 rows were read and 2 rejected, but 1 were loaded", failure.message());
    assertEquals(
        "The number of loaded rows must be the number of rows in the file. Nothing has been"
            + " changed.",
        failure.detail());
    assertEquals(
        "Look for triggers or rules of the table that add or swallow rows.", failure.hint());
  }

  @Test
  void nothingAddsRows() {
    Failure failure =
        assertThrows(MoveFailedException.class, () -> tally(5, 2, 4).check(true)).failure();
    assertEquals("5 rows were read and 2 rejected, but 4 were loaded", failure.message());
  }

  @Test
  void aMoveThatLosesRowsIsNotKept() {
    ScriptedFeed feed = ScriptedFeed.of(Chunks.file("1", 2, 3)).ends(3, 0);
    Running move = new Running(feed);
    assertThrows(MoveFailedException.class, () -> move.run(Steps.copies()));
    assertEquals(1, move.host.open());
    assertEquals(0, move.host.commands().stream().filter(line -> line.contains("keep")).count());
  }

  @Test
  void aMoveWhoseTriggerSuppressesRowsIs() throws Exception {
    ScriptedFeed feed = ScriptedFeed.of(Chunks.file("1", 2, 3)).ends(3, 0);
    Running move = new Running(feed);
    Plan plan = Steps.plan(Steps.load(Step.Load.Method.COPY, "t", true));
    assertEquals(1, move.run(plan).tally().suppressed());
    assertEquals(0, move.host.open());
  }
}
