package org.datamove.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.datamove.error.ErrorCode;
import org.datamove.error.Failure;
import org.datamove.error.RequestException;
import org.datamove.load.Chunks;
import org.datamove.plan.Plan;
import org.datamove.plan.Step;
import org.datamove.request.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MoverTest {
  private static final Failure DUPLICATES =
      Failure.of(ErrorCode.VALIDATION_FAILED, "2 errors", "Lines 2 and 3.", null);
  private static final String SET = "SET lock_timeout = ";
  private static final Plan PLAN =
      Steps.plan("ACCESS EXCLUSIVE", Steps.TRUNCATE, Steps.load(Step.Load.Method.COPY));

  private final ScriptedFeed feed = ScriptedFeed.of(Chunks.file("1", 2, 3));

  private Moving moving(String more) {
    return new Moving(feed, more).plans(PLAN);
  }

  @Test
  void aMoveLooksLocksPlansLocksAndLoads() throws Exception {
    Moving move = moving("{}");
    Map<String, Object> result = move.move();
    assertEquals(
        """
        run find_target
        kept SET1100; LOCK TABLE public.t IN SHARE UPDATE EXCLUSIVE MODE; SET0
        run describe_target
        kept SET1100; LOCK TABLE public.t IN ACCESS EXCLUSIVE MODE; SET0
        run describe_again
        begin TRUNCATE t
          try COPY t (a) FROM '/chunks/1' (FORMAT binary, FREEZE)
          run COPY t (a) FROM '/chunks/1' (FORMAT binary)
          keep"""
            .replace("SET", SET),
        move.host.script());
    assertEquals(true, result.get("success"));
    assertEquals(2L, result.get("rows_processed"));
    assertEquals(1, move.planned.size());
  }

  @Test
  void aDryRunOnlyPlans() throws Exception {
    Moving move = moving("{'dry_run': true}");
    Map<String, Object> result = move.move();
    assertEquals("run describe_target", move.host.script());
    assertEquals(true, result.get("success"));
    assertEquals(2L, result.get("rows_processed"));
    assertEquals(1L, result.get("rows_rejected"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"23505", "21000"})
  void aKeyThatIsThereTwiceIsLookedForInTheWholeFile(String state) {
    Moving move = moving("{}");
    move.plansBy(
        request ->
            request.dryRun() ? Moving.planned(null, DUPLICATES) : Moving.planned(PLAN, null));
    move.host.refuse("run COPY", RefusedChunkTest.refusal(state, "COPY t, line 2"));
    MoveFailedException failed = assertThrows(MoveFailedException.class, move::move);
    assertEquals(DUPLICATES, failed.failure());
    assertEquals(2, move.planned.size());
    assertEquals(0, move.host.open());
  }

  @Test
  void anUpsertThatMeetsARowTwiceIsOne() {
    Moving move = moving("{}");
    move.plansBy(
        request ->
            request.dryRun()
                ? Moving.planned(null, DUPLICATES)
                : Moving.planned(Steps.upserts(), null));
    move.host.refuse("kept WITH written", "21000");
    assertThrows(MoveFailedException.class, move::move);
    assertEquals(0, move.host.open());
  }

  @Test
  void whereTheFileIsRightTheErrorIsTheDatabases() {
    Moving move = moving("{}");
    move.host.refuse("run COPY", RefusedChunkTest.refusal("23505", "COPY t, line 2"));
    RowRefusedException refused = assertThrows(RowRefusedException.class, move::move);
    assertEquals(3, refused.line());
    assertEquals(2, move.planned.size());
    assertTrue(move.planned.get(1).dryRun());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFileThatCannotBeReadAgainLeavesTheDatabasesError(boolean fails) {
    Moving move = moving("{}");
    move.plansBy(
        request -> {
          if (request.dryRun() && fails) {
            throw new IOException("gone");
          } else if (request.dryRun()) {
            throw RequestException.invalid("gone", null, null);
          }
          return Moving.planned(PLAN, null);
        });
    move.host.refuse("run COPY", RefusedChunkTest.refusal("23505", "COPY t, line 2"));
    assertThrows(RowRefusedException.class, move::move);
    assertEquals(List.of("begin", "  undo"), last(move.host.commands(), 2));
  }

  @Test
  void aQuestionThatIsRefusedLeavesTheDatabasesError() {
    Moving move = moving("{}");
    move.plansBy(
        request -> {
          if (request.dryRun()) {
            move.database.ask(new Statement.Ask(Question.COUNT, Map.of()));
          }
          return Moving.planned(PLAN, null);
        });
    move.host.refuse("run COPY", RefusedChunkTest.refusal("23505", "COPY t, line 2"));
    move.host.refuse("count_values", "42501");
    RowRefusedException refused = assertThrows(RowRefusedException.class, move::move);
    assertEquals("23505", refused.refused().refusal().sqlState());
    assertEquals(List.of("begin", "  run count_values -> 42501"), last(move.host.commands(), 2));
    assertEquals(0, move.host.open());
  }

  private static List<String> last(List<String> lines, int number) {
    return lines.subList(lines.size() - number, lines.size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0A000", "42501"})
  void otherErrorsTellEnough(String state) {
    Moving move = moving("{}");
    move.host.refuse("run COPY", RefusedChunkTest.refusal(state, "COPY t, line 2"));
    assertThrows(RowRefusedException.class, move::move);
    assertEquals(1, move.planned.size());
    assertEquals(0, move.host.open());
  }

  @Test
  void aPlanThatFailsTakesNoFurtherLock() {
    Moving move = moving("{}");
    move.plansBy(
        request -> {
          throw RequestException.invalid("no", null, null);
        });
    assertThrows(RequestException.class, move::move);
    assertEquals(3, move.host.commands().size());
    assertEquals(0, feed.times());
  }

  @Test
  void planningIsToldOfTheTargetThatWasDescribed() throws Exception {
    Moving move = moving("{}");
    move.move();
    Request request = move.planned.get(0);
    assertEquals("s.t", request.target().display());
    assertEquals("t", request.table().name());
  }
}
