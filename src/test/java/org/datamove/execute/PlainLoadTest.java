package org.datamove.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.datamove.load.Chunk;
import org.datamove.load.Chunks;
import org.datamove.plan.Plan;
import org.datamove.plan.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainLoadTest {
  private static final Chunk FIRST = Chunks.file("1", 2, 3);
  private static final Chunk SECOND = Chunks.file("2", 4);
  private static final Plan PLAN =
      Steps.plan(Steps.TRUNCATE, Steps.load(Step.Load.Method.COPY), Steps.ANALYZE);

  private final ScriptedFeed feed = ScriptedFeed.of(FIRST, SECOND);
  private final Running move = new Running(feed);

  @Test
  void whereTheBlockAloneIsInTheWayRowsAreFrozen() throws Exception {
    move.host.refuse("try COPY", "55000");
    Execution.Executed done = move.run(PLAN);
    assertEquals(
        """
        begin TRUNCATE t
          try COPY t (a) FROM '/chunks/1' (FORMAT binary, FREEZE) -> 55000
          run COPY t (a) FROM '/chunks/1' (FORMAT binary, FREEZE)
          run COPY t (a) FROM '/chunks/2' (FORMAT binary, FREEZE)
          keep ANALYZE t""",
        move.host.script());
    assertEquals(3, done.tally().written().inTable());
    assertNull(done.keptUp());
    assertEquals(List.of(FIRST, SECOND), feed.released());
  }

  @ParameterizedTest
  @ValueSource(strings = {"25000", "0A000", ""})
  void forAnyOtherReasonTheyAreNot(String state) throws Exception {
    if (!state.isEmpty()) {
      move.host.refuse("try COPY", state);
    }
    move.run(PLAN);
    assertEquals(
        """
        begin TRUNCATE t
          try COPY t (a) FROM '/chunks/1' (FORMAT binary, FREEZE)%s
          run COPY t (a) FROM '/chunks/1' (FORMAT binary)
          run COPY t (a) FROM '/chunks/2' (FORMAT binary)
          keep ANALYZE t"""
            .formatted(state.isEmpty() ? "" : " -> " + state),
        move.host.script());
  }

  @Test
  void anInnerBlockCannotFreeze() throws Exception {
    move.database.begin();
    move.run(PLAN);
    assertEquals(
        """
        begin
          begin TRUNCATE t
            run COPY t (a) FROM '/chunks/1' (FORMAT binary)
            run COPY t (a) FROM '/chunks/2' (FORMAT binary)
            keep ANALYZE t""",
        move.host.script());
    assertEquals(1, move.host.open());
  }

  @Test
  void aTableThatWasNotEmptiedCannotBeFrozen() throws Exception {
    move.run(Steps.plan(Steps.load(Step.Load.Method.COPY)));
    assertEquals(
        """
        begin
          run COPY t (a) FROM '/chunks/1' (FORMAT binary)
          run COPY t (a) FROM '/chunks/2' (FORMAT binary)
          keep""",
        move.host.script());
  }

  @Test
  void deletedRowsAreCounted() throws Exception {
    move.host.answer("DELETE", 7L);
    Step delete = new Step.Deletion("delete", "delete", "DELETE FROM t");
    Execution.Executed done =
        move.run(Steps.plan(delete, Steps.load(Step.Load.Method.COPY), Steps.ANALYZE));
    assertEquals(7, done.tally().deleted());
    assertEquals("begin", move.host.commands().get(0));
    assertEquals("  run DELETE FROM t", move.host.commands().get(1));
  }

  @Test
  void readingAsksAndPutsAside() throws Exception {
    feed.first(new Feed.Item.PutAside(List.of(Map.of(), Map.of())))
        .first(new Feed.Item.Asked(new Statement.Ask(Question.JUDGE, Map.of())))
        .ends(5, 2);
    move.host.answer("judge_values", Map.of("a", List.of()));
    Execution.Executed done = move.run(Steps.plan(Steps.load(Step.Load.Method.COPY)));
    assertEquals(
        """
        begin
          run judge_values
          keep_rejected s.t 2
          run COPY t (a) FROM '/chunks/1' (FORMAT binary)
          run COPY t (a) FROM '/chunks/2' (FORMAT binary)
          keep""",
        move.host.script());
    assertEquals(List.of(Map.of("a", List.of())), feed.replies());
    assertEquals(0, done.tally().suppressed());
  }

  @Test
  void aFileThatFailsIsClosed() {
    feed.first(new IllegalStateException("gone"));
    IllegalStateException gone =
        assertThrows(IllegalStateException.class, () -> move.run(Steps.copies()));
    assertEquals("gone", gone.getMessage());
    assertEquals("begin TRUNCATE t", move.host.script());
    assertTrue(feed.isClosed());
  }

  @Test
  void anErrorOfAnotherStatementIsThrown() {
    move.host.refuse("ANALYZE", "42501");
    RefusedException refused = assertThrows(RefusedException.class, () -> move.run(PLAN));
    assertEquals("42501", refused.refusal().sqlState());
    assertEquals(1, feed.times());
    assertEquals(0, move.host.open());
  }
}
