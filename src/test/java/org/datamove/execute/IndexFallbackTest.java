package org.datamove.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.datamove.load.Chunks;
import org.datamove.plan.Plan;
import org.datamove.plan.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexFallbackTest {
  private final ScriptedFeed feed = ScriptedFeed.of(Chunks.file("1", 2, 3));
  private final Running move = new Running(feed);

  @Test
  void indexesAreBuiltUnderTheSearchPathOfTheirDefinitions() throws Exception {
    Execution.Executed done = move.run(Steps.rebuilds());
    assertEquals(
        """
        begin TRUNCATE t; DROP INDEX i
          try COPY t (a) FROM '/chunks/1' (FORMAT binary, FREEZE)
          run COPY t (a) FROM '/chunks/1' (FORMAT binary)
          run SET search_path = pg_catalog, pg_temp; CREATE INDEX i; SET search_path = public
          run SET search_path = pg_catalog, pg_temp; CREATE INDEX n; SET search_path = public
          keep ANALYZE t""",
        move.host.script());
    assertNull(done.keptUp());
  }

  @ParameterizedTest
  @ValueSource(strings = {"CREATE INDEX i", "CREATE INDEX n"})
  void anIndexThatCannotBeBuiltOverTheRowsIsKeptUpWithThem(String index) throws Exception {
    move.host.refuseFirst(1, index, Refusal.of("23505", "could not create unique index \"i\""));
    Execution.Executed done = move.run(Steps.rebuilds());
    String script = move.host.script();
    assertEquals(
        """
        begin TRUNCATE t; CREATE INDEX n
          try COPY t (a) FROM '/chunks/1' (FORMAT binary, FREEZE)
          run COPY t (a) FROM '/chunks/1' (FORMAT binary)
          keep ANALYZE t""",
        script.substring(script.lastIndexOf("\nbegin") + 1));
    assertEquals("could not create unique index \"i\"", done.keptUp());
    assertEquals(2, done.tally().written().inTable());
    assertEquals(2, feed.times());
  }

  @Test
  void newIndexesOfATableWithAStagingTableAreThereBeforeIt() throws Exception {
    move.host.answer(
        "INSERT INTO t SELECT", Map.of("inserted", 2L, "updated", 0L, "unchanged", 0L));
    move.host.refuseFirst(1, "CREATE INDEX n", Refusal.of("54000", "too long"));
    Step.Load load = Steps.load(Step.Load.Method.COPY, "w", false);
    Plan plan = Steps.plan(Steps.TRUNCATE, Steps.STAGING, load, Steps.UPSERT, Steps.NEW_INDEX);
    assertEquals("too long", move.run(plan).keptUp());
    assertEquals(
        "begin TRUNCATE t; CREATE INDEX n; CREATE TEMPORARY TABLE w",
        move.host.commands().stream().filter(line -> line.contains("n; CREATE")).findFirst().get());
  }

  @Test
  void theRowThatIsAtFaultIsRefusedThen() {
    move.host.refuseFirst(1, "CREATE INDEX i", Refusal.of("23505", "could not create"));
    int[] copies = {0};
    move.host.refuseWhere(
        line -> line.startsWith("run COPY") && ++copies[0] == 2,
        RefusedChunkTest.refusal("23505", "COPY t, line 2"));
    RowRefusedException refused =
        assertThrows(RowRefusedException.class, () -> move.run(Steps.rebuilds()));
    assertEquals(3, refused.line());
    assertEquals(0, move.host.open());
  }

  @ParameterizedTest
  @ValueSource(strings = {"53100", "57014", "58030", "40P01", "55P03", "42501"})
  void someErrorsNoRowIsAtFaultFor(String state) {
    move.host.refuse("CREATE INDEX", state);
    RefusedException refused =
        assertThrows(RefusedException.class, () -> move.run(Steps.rebuilds()));
    assertEquals(state, refused.refusal().sqlState());
    assertEquals(1, feed.times());
    assertEquals(0, move.host.open());
  }

  @Test
  void anErrorOfTheSecondExecutionIsThrown() {
    move.host.refuse("CREATE INDEX", "42704");
    RefusedException refused =
        assertThrows(RefusedException.class, () -> move.run(Steps.rebuilds()));
    assertEquals("42704", refused.refusal().sqlState());
    assertEquals(1, feed.times());
    assertEquals(0, move.host.open());
  }

  @Test
  void insideARehearsalItIsTheSame() throws Exception {
    move.database.begin();
    move.host.refuseFirst(1, "CREATE INDEX i", Refusal.of("23505", "could not create"));
    assertEquals("could not create", move.run(Steps.rebuilds()).keptUp());
    assertEquals(1, move.host.open());
  }
}
