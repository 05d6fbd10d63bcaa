package org.datamove.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.datamove.load.Chunk;
import org.datamove.load.Chunks;
import org.datamove.plan.Plan;
import org.datamove.plan.Step;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each command of a move in its turn is refused: the move ends, with a result or with an error that
 * the database gave, and its file is closed.
 */
class ErrorAtEveryStepTest {
  private static final List<String> STATES =
      List.of("22P02", "23505", "42501", "53100", "55P03", "40P01", "55000");
  private static final String REHEARSES = "{'dry_run': true, 'options': {'rehearse': true}}";
  private static final int MOST_COMMANDS = 200;

  private record Kind(String name, Plan plan) {
    static Kind of(String name, List<Step> steps) {
      return new Kind(name, Steps.plan("ACCESS EXCLUSIVE", steps.toArray(Step[]::new)));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static final List<Kind> KINDS =
      List.of(
          Kind.of("copied", Steps.copies().steps()),
          Kind.of("staged", Steps.stages().steps()),
          Kind.of("upserted", Steps.upserts().steps()),
          Kind.of("rebuilt", Steps.rebuilds().steps()),
          Kind.of("batches", List.of(Steps.load(Step.Load.Method.INSERT), Steps.ANALYZE)));

  private static Stream<Arguments> moves() {
    return KINDS.stream().flatMap(kind -> STATES.stream().map(state -> Arguments.of(kind, state)));
  }

  private static Stream<Kind> kinds() {
    return KINDS.stream();
  }

  private static ScriptedFeed feed(Kind kind) {
    Chunk[] chunks =
        kind.name().equals("batches")
            ? new Chunk[] {Chunks.batch(2, 3), Chunks.batch(5, 6, 7)}
            : new Chunk[] {Chunks.file("1", 2, 3), Chunks.file("2", 5, 6, 7)};
    return ScriptedFeed.of(chunks)
        .first(new Feed.Item.PutAside(List.of(Map.of())))
        .first(new Feed.Item.Asked(new Statement.Ask(Question.NORMALIZE, Map.of())))
        .ends(6, 1);
  }

  private static Moving moving(Kind kind, String more) {
    Moving move = new Moving(feed(kind), more);
    move.plansBy(
        request -> {
          move.database.ask(new Statement.Ask(Question.JUDGE, Map.of()));
          return Moving.planned(kind.plan, null);
        });
    move.host.answer(
        "INSERT INTO t SELECT a FROM w", Map.of("inserted", 5L, "updated", 0L, "unchanged", 0L));
    move.host.answer("json_build_array(pg_catalog.max", List.of(7L));
    move.host.answer("percentile_disc", List.of(3L), List.of());
    return move;
  }

  @ParameterizedTest
  @MethodSource("moves")
  void onceAndThenNoMore(Kind kind, String state) throws Exception {
    everyStep(kind, state, "{}", false);
  }

  @ParameterizedTest
  @MethodSource("moves")
  void andAllThatComeBehind(Kind kind, String state) throws Exception {
    everyStep(kind, state, "{}", true);
  }

  @ParameterizedTest
  @MethodSource("moves")
  void inARehearsal(Kind kind, String state) throws Exception {
    everyStep(kind, state, REHEARSES, false);
    everyStep(kind, state, REHEARSES, true);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void theHostEndsItThere(Kind kind) throws Exception {
    for (String more : List.of("{}", REHEARSES)) {
      Moving whole = moving(kind, more);
      whole.move();
      long ended = 0;
      for (int number = 1; number <= whole.host.commands().size(); number++) {
        Moving move = moving(kind, more);
        move.host.endFrom(number, Refusal.of("57014", "canceled at " + number));
        ended += isEnded(move) ? 1 : 0;
      }
      assertTrue(ended > 4, whole.host::script);
    }
  }

  /** Behind the last command that can fail there is nothing to end. */
  private static boolean isEnded(Moving move) throws Exception {
    try {
      move.move();
    } catch (MoveEndedException e) {
      assertEquals("57014", e.failure().sqlState());
      assertTrue(e.failure().message().startsWith("canceled at "), e.failure().message());
    }
    return move.host.isOver();
  }

  private static void everyStep(Kind kind, String state, String more, boolean onwards)
      throws Exception {
    Moving whole = moving(kind, more);
    assertEquals(true, whole.move().get("success"));
    int commands = whole.host.commands().size();
    for (int number = 1; number <= commands; number++) {
      Moving move = moving(kind, more);
      Refusal refusal = Refusal.of(state, "refused at " + number);
      if (onwards) {
        move.host.refuseAllFrom(number, refusal);
      } else {
        move.host.refuseFrom(number, refusal);
      }
      ends(move, state);
      assertTrue(move.host.commands().size() < MOST_COMMANDS, move.host::script);
    }
  }

  /** {@link Moving#move} sees to blocks and file. */
  private static void ends(Moving move, String state) throws IOException {
    try {
      move.move();
    } catch (RowRefusedException e) {
      assertEquals(state, e.failure().sqlState(), move.host::script);
    } catch (RefusedException e) {
      assertEquals(state, e.failure().sqlState(), move.host::script);
    } catch (MoveFailedException e) {
      assertEquals("55P03", e.failure().sqlState(), move.host::script);
    } catch (InterruptedException e) {
      assertTrue(move.host.isOver(), move.host::script);
    }
  }
}
