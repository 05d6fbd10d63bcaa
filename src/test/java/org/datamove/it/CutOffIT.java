package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.datamove.testing.Jdbc;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/**
 * A move whose client or session goes in each of its phases: nothing has happened, and nothing is
 * left of it.
 */
class CutOffIT {
  /** Whoever calls {@code hold} stays there until he is ended; the tests hold the lock. */
  private static final String HOLD =
      """
      CREATE FUNCTION hold(i bigint) RETURNS bigint LANGUAGE plpgsql IMMUTABLE
      AS 'BEGIN IF i > 0 THEN PERFORM pg_advisory_xact_lock_shared(1); END IF; RETURN i; END';
      CREATE DOMAIN held AS integer CHECK (hold(VALUE) >= 0);
      CREATE FUNCTION holds() RETURNS trigger LANGUAGE plpgsql
      AS 'BEGIN PERFORM public.hold(1); RETURN NEW; END';
      """;

  private static final String STRICT = "'target', 'existing_schema'";

  /**
   * A phase of a move that lasts until it is ended.
   *
   * @param table how {@code target} is made
   * @param file the file's content
   * @param arguments those after the path
   */
  private record Phase(String name, String table, String file, String arguments) {}

  private static String trigger(String how) {
    return "CREATE TABLE target (id integer); " + how + " EXECUTE FUNCTION holds()";
  }

  private static final List<Phase> PHASES =
      List.of(
          new Phase("values are judged", "CREATE TABLE target (id held)", "id\n1\n2\n", STRICT),
          new Phase(
              "rows go in",
              trigger("CREATE TRIGGER t BEFORE INSERT ON target FOR EACH ROW"),
              "id\n1\n2\n",
              STRICT),
          new Phase(
              "old rows are deleted",
              trigger("CREATE TRIGGER t BEFORE DELETE ON target FOR EACH ROW"),
              "id\n1\n2\n",
              STRICT + ", options => '{\"replace_by\": \"delete\"}'"),
          new Phase(
              "the table is changed",
              "CREATE TABLE target (id integer, CHECK (hold(nullif(id, 0) + 7) > 0))",
              "id\n3000000000\n",
              "'target', 'new_schema', options => '{\"mode\": \"append\"}'"),
          new Phase(
              "an index is built",
              "CREATE TABLE target (id integer); CREATE INDEX ON target (hold(id))",
              "id\n1\n2\n",
              STRICT + ", options => '{\"rebuild_indexes\": \"always\"}'"),
          new Phase(
              "rejected rows are kept",
              trigger("CREATE TRIGGER t BEFORE INSERT ON datamove.rejected_row FOR EACH ROW"),
              "id\n1\nx\n",
              STRICT + ", options => '{\"on_error\": \"reject\"}'"),
          new Phase(
              "constraints are checked",
              trigger(
                  "CREATE CONSTRAINT TRIGGER t AFTER INSERT ON target"
                      + " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW"),
              "id\n1\n2\n",
              STRICT + ", options => '{\"check_deferred\": true}'"),
          new Phase(
              "the transaction commits",
              trigger(
                  "CREATE CONSTRAINT TRIGGER t AFTER INSERT ON target"
                      + " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW"),
              "id\n1\n2\n",
              STRICT));

  @TestFactory
  Stream<DynamicContainer> ends() {
    return Stage.each(
        List.of(
            new Stage.Named("lose the client", stage -> each(stage, Moments::lose)),
            new Stage.Named("terminate", stage -> each(stage, Moments::terminate))));
  }

  private static void each(Stage stage, Moments.End end) throws Exception {
    Jdbc.execute(stage.witness, HOLD);
    Jdbc.value(stage.witness, "SELECT pg_advisory_lock(1)");
    try (Connection next = stage.session()) {
      for (Phase phase : PHASES) {
        prepare(stage, phase.table);
        String call =
            "SELECT datamove.move('%s', %s)".formatted(stage.file(phase.file), phase.arguments);
        cut(stage, next, phase.name, call, end);
      }
      prepare(stage, "CREATE TABLE target (id integer)");
      reading(stage, next, end);
      for (String mode : List.of("SHARE UPDATE EXCLUSIVE", "ACCESS SHARE")) {
        try (Connection holder = stage.plainSession()) {
          Jdbc.execute(holder, "BEGIN; LOCK TABLE target IN " + mode + " MODE");
          cut(
              stage,
              next,
              "lock " + mode,
              "SELECT datamove.move('%s', %s)".formatted(stage.file("id\n1\n"), STRICT),
              end);
        }
      }
    }
  }

  private static void prepare(Stage stage, String table) throws SQLException {
    Jdbc.execute(stage.witness, "DROP TRIGGER IF EXISTS t ON datamove.rejected_row");
    Jdbc.execute(stage.witness, "DROP TABLE IF EXISTS target; " + table);
    Jdbc.execute(stage.witness, "INSERT INTO target VALUES (0)");
  }

  private static void cut(Stage stage, Connection next, String phase, String call, Moments.End end)
      throws Exception {
    try (Connection session = stage.session()) {
      String pid = Stage.pid(session);
      Pending move = stage.start(session, call);
      Stage.await(phase, () -> move.isOver() || stage.waitsForLock(pid));
      if (move.isOver()) {
        throw new AssertionError(
            "was not held while " + phase + ": " + (move.fails() ? move.refusal() : move.result()));
      }
      end.come(stage, session, pid);
      assertTrue(move.fails(), phase);
    }
    assertNothingHappened(stage, next, phase);
  }

  /** The file is read for the first time, which takes a few seconds. */
  private static void reading(Stage stage, Connection next, Moments.End end) throws Exception {
    String large =
        stage.large(
            "cut",
            "SELECT 'id||a||b' UNION ALL SELECT format('%s||%s||text', i, i * 0.25)"
                + " FROM generate_series(1, 1500000) i");
    try (Connection session = stage.session()) {
      String pid = Stage.pid(session);
      Pending move =
          stage.start(
              session,
              "SELECT datamove.move('%s', 'made', options => '{\"delimiter\": \"||\", \"progress\": 0}')"
                  .formatted(large));
      Stage.await(
          "reading",
          () ->
              move.isOver()
                  || stage
                      .ask(pid, "SELECT application_name FROM pg_stat_activity WHERE pid = $pid")
                      .contains("reading"));
      end.come(stage, session, pid);
      assertTrue(move.fails(), "reading");
    }
    assertNothingHappened(stage, next, "reading");
  }

  /** The next move sweeps what a server process with a JVM could not remove, once that is gone. */
  private static void assertNothingHappened(Stage stage, Connection next, String phase)
      throws Exception {
    stage.assertServerLivesOn();
    String file = stage.file("id\n1\n");
    Stage.await(
        "clean-up after " + phase,
        () -> {
          Jdbc.value(next, "SELECT datamove.move('" + file + "', 'x')");
          Jdbc.execute(next, "DROP TABLE x");
          return stage.isSwept();
        });
    stage.assertNothingIsLeft();
    assertEquals(
        "0 0",
        Jdbc.value(
            stage.witness,
            "SELECT string_agg(id::text, ',') || ' ' || (SELECT count(*) FROM datamove.rejected_row)"
                + " FROM target"),
        phase);
    assertEquals(null, Jdbc.value(stage.witness, "SELECT to_regclass('made')"));
  }
}
