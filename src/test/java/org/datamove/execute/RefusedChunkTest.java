package org.datamove.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.datamove.csv.Place;
import org.datamove.error.ErrorFields;
import org.datamove.load.Chunk;
import org.datamove.load.Chunks;
import org.datamove.plan.Plan;
import org.datamove.plan.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefusedChunkTest {
  private static final Chunk FIRST = Chunks.file("1", 2, 3);
  private static final Chunk SECOND =
      Chunks.file("2", Place.of(2, 14), Place.of(2, 15), Place.of(2, 17), Place.of(2, 18));
  private static final Plan PLAN = Steps.plan(Steps.load(Step.Load.Method.COPY));

  private final ScriptedFeed feed = ScriptedFeed.of(FIRST, SECOND);
  private final Running move = new Running(feed);

  static Refusal refusal(String state, String context) {
    return new Refusal(state, "refused", null, null, context, null, ErrorFields.NONE);
  }

  private RowRefusedException refused(Plan plan) {
    return assertThrows(RowRefusedException.class, () -> move.run(plan));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COPY t, line 3",
        "COPY t, line 3, column a: \"x\"",
        "COPY t, line 3: \"x\ty\"\nSQL statement \"COPY ...\"",
        "COPY t, Zeile 3, Spalte a: »x«",
        "COPY t, строка 3, столбец a",
        "COPY t, 行 3, 列 a"
      })
  void theContextOfCopyNamesTheRow(String context) {
    move.host.refuse("run COPY t (a) FROM '/chunks/2'", refusal("22P02", context));
    RowRefusedException refused = refused(PLAN);
    assertEquals(17, refused.line());
    assertEquals("/part2.csv", refused.path());
    assertEquals("Line 17 of \"/part2.csv\".", refused.failure().detail());
    assertEquals(1, feed.times());
    assertEquals(0, move.host.open());
  }

  @Test
  void theFileOfARequestForOneFileIsItsPath() {
    move.host.refuse("run COPY t (a) FROM '/chunks/1'", refusal("22P02", "COPY t, line 2"));
    RowRefusedException refused = refused(PLAN);
    assertEquals(3, refused.line());
    assertEquals("/in.csv", refused.path());
  }

  @ParameterizedTest
  @ValueSource(strings = {"COPY t, line 9", "COPY t, line 0", "COPY t, line 99999999999"})
  void aRowThatTheChunkHasNotIsNone(String context) {
    move.host.refuse("COPY t (a) FROM '/chunks/2'", refusal("22P02", context));
    assertNull(refused(PLAN).line());
  }

  @Test
  void elseItIsSoughtWhereTheChunksBeforeItAreIn() {
    Refusal refusal = refusal("23505", "PL/pgSQL function f() line 1 at RAISE");
    move.host.refuse("COPY t (a) FROM '/chunks/2'", refusal);
    move.host.refuseWhere(line -> line.contains("LIMIT 3") || line.contains("LIMIT 4"), refusal);
    RowRefusedException refused = refused(Steps.copies());
    String insert =
        "try INSERT INTO t (a) SELECT a FROM pg_temp.datamove_refused"
            + " ORDER BY \"datamove_number\" LIMIT ";
    assertEquals(
        """
        begin TRUNCATE t
          try COPY t (a) FROM '/chunks/1' (FORMAT binary, FREEZE)
          run COPY t (a) FROM '/chunks/1' (FORMAT binary)
          run COPY t (a) FROM '/chunks/2' (FORMAT binary) -> 23505
        begin TRUNCATE t
          kept COPY t (a) FROM '/chunks/1' (FORMAT binary)
          kept COPY t (a) FROM '/chunks/2' (FORMAT binary) -> 23505
          begin CREATE TEMPORARY TABLE datamove_refused AS SELECT a FROM t WITH NO DATA;\
         ALTER TABLE pg_temp.datamove_refused ADD COLUMN datamove_number bigserial;\
         COPY pg_temp.datamove_refused (a) FROM '/chunks/2' (FORMAT binary)
            INSERT2
            INSERT3 -> 23505
            undo
          undo"""
            .replace("INSERT", insert),
        move.host.script());
    assertEquals(17, refused.line());
    assertEquals(2, feed.times());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void halvingFindsEachRow(int bad) {
    Refusal refusal = refusal("23514", null);
    move.host.refuse("COPY t (a) FROM '/chunks/2'", refusal);
    move.host.refuseWhere(line -> line.startsWith("try INSERT") && limit(line) >= bad, refusal);
    assertEquals(Place.line(SECOND.placeOf(bad)), refused(PLAN).line());
  }

  private static int limit(String line) {
    return Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1));
  }

  @Test
  void aChunkWhoseRowsAllGoInTellsNothing() {
    move.host.refuse("COPY t (a) FROM '/chunks/2'", refusal("23514", null));
    assertNull(refused(PLAN).line());
    assertEquals(2, feed.times());
  }

  @Test
  void withoutATableForTheCopiesNothingIsSought() {
    Refusal refusal = refusal("23514", null);
    move.host.refuse("COPY t (a) FROM '/chunks/2'", refusal);
    move.host.refuse("CREATE TEMPORARY TABLE", "42501");
    RowRefusedException refused = refused(PLAN);
    assertNull(refused.line());
    assertEquals("23514", refused.refused().refusal().sqlState());
    assertEquals(0, move.host.open());
  }

  @Test
  void anotherErrorOfTheSecondTimeIsNotTold() {
    move.host.refuseFirst(1, "COPY t (a) FROM '/chunks/2'", refusal("23514", null));
    move.host.refuseWhere(line -> line.startsWith("kept COPY"), refusal("22P02", "COPY t, line 1"));
    RowRefusedException refused = refused(PLAN);
    assertEquals("23514", refused.refused().refusal().sqlState());
    assertNull(refused.line());
  }

  @ParameterizedTest
  @ValueSource(strings = {"23514", "42P01"})
  void anErrorOfAnotherStatementIsToldWhereItIsTheSame(String state) {
    move.host.refuseFirst(1, "COPY t (a) FROM '/chunks/2'", refusal("23514", null));
    move.host.refuse("ANALYZE", state);
    Plan plan = Steps.plan(Steps.load(Step.Load.Method.COPY), Steps.ANALYZE);
    RuntimeException told = assertThrows(RuntimeException.class, () -> move.run(plan));
    assertEquals(
        state.equals("23514") ? RefusedException.class : RowRefusedException.class,
        told.getClass());
    assertEquals(0, move.host.open());
  }

  @Test
  void theSecondTimeMaySucceed() throws Exception {
    move.host.refuseFirst(1, "COPY t (a) FROM '/chunks/2'", refusal("23514", null));
    assertEquals(6, move.run(PLAN).tally().written().inTable());
    assertEquals(0, move.host.open());
  }

  @ParameterizedTest
  @ValueSource(strings = {"25006", "40P01", "53100", "55P03", "57014", "58030"})
  void someErrorsAreNotOfRows(String state) {
    move.host.refuse("COPY t (a) FROM '/chunks/2'", refusal(state, null));
    RowRefusedException refused = refused(PLAN);
    assertNull(refused.line());
    assertEquals(1, feed.times());
    assertEquals(0, move.host.open());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void ofABatchTheFirstRowsAreTried(int bad) {
    ScriptedFeed batches = ScriptedFeed.of(Chunks.batch(2, 3), Chunks.batch(4, 5, 6, 7));
    Running inserts = new Running(batches);
    Refusal refusal = refusal("23514", null);
    int[] number = {0};
    inserts.host.refuseWhere(
        line ->
            line.contains("INSERT INTO t (a) SELECT c0")
                && (line.contains("LIMIT") ? limit(line) >= bad : ++number[0] % 2 == 0),
        refusal);
    Plan plan = Steps.plan(Steps.load(Step.Load.Method.INSERT));
    RowRefusedException refused = assertThrows(RowRefusedException.class, () -> inserts.run(plan));
    assertEquals(3 + bad, refused.line());
    assertFalse(inserts.host.script().contains("TEMPORARY"), inserts.host.script());
  }
}
