package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.datamove.testing.Jdbc;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/** What is left of a move that is cancelled, terminated or killed: nothing. */
class LifecycleIT {
  private static final Refusal BY_USER =
      new Refusal("57014", "canceling statement due to user request", null, null);
  private static final Refusal BY_TIMEOUT =
      new Refusal("57014", "canceling statement due to statement timeout", null, null);

  /** Some seconds of planning: it reads every row, and this delimiter by the slower reader. */
  private static final String LONG_PLAN =
      "SELECT 'a||b||c' UNION ALL SELECT format('%s||%s||text', i, i * 0.25)"
          + " FROM generate_series(1, 4000000) i";

  private static final String LONG_LOAD =
      "SELECT 'a,b,c' UNION ALL SELECT format('%s,%s,text', i, i * 0.25)"
          + " FROM generate_series(1, 3000000) i";

  @TestFactory
  Stream<DynamicContainer> moves() {
    return Stage.each(
        List.of(
            new Stage.Named("cancel while planning", LifecycleIT::cancelWhilePlanning),
            new Stage.Named("timeout while planning", LifecycleIT::timeoutWhilePlanning),
            new Stage.Named("cancel while loading", LifecycleIT::cancelWhileLoading),
            new Stage.Named("timeout while loading", LifecycleIT::timeoutWhileLoading),
            new Stage.Named("cancel in a trigger", LifecycleIT::cancelInTrigger),
            new Stage.Named("terminate while planning", LifecycleIT::terminateWhilePlanning),
            new Stage.Named("terminate while loading", LifecycleIT::terminateWhileLoading),
            new Stage.Named("lose the client while planning", LifecycleIT::loseWhilePlanning),
            new Stage.Named("lose the client while loading", LifecycleIT::loseWhileLoading),
            new Stage.Named("kill the process while planning", LifecycleIT::killWhilePlanning),
            new Stage.Named("kill the process while loading", LifecycleIT::killWhileLoading)));
  }

  private static String planning(Stage stage) throws SQLException {
    return "SELECT success FROM datamove.move('%s', 'big', options => '{\"delimiter\": \"||\"}')"
        .formatted(stage.large("plan", LONG_PLAN));
  }

  private static String loading(Stage stage) throws SQLException {
    Jdbc.execute(
        stage.witness,
        "CREATE TABLE big (a integer, b numeric, c text); INSERT INTO big VALUES (0, 0, 'old')");
    return "SELECT success FROM datamove.move('%s', 'big', 'existing_schema')"
        .formatted(stage.large("load", LONG_LOAD));
  }

  /** Long enough to be at work, not long enough to have come to an end. */
  private static void letItWork(Pending move) throws InterruptedException {
    Thread.sleep(300);
    assertFalse(move.isOver(), "the file is too short for this machine");
  }

  private static void assertNoTable(Stage stage, Connection session) throws Exception {
    assertEquals(
        "0", Jdbc.value(stage.witness, "SELECT count(*) FROM pg_class WHERE relname = 'big'"));
    assertUsable(stage, session);
  }

  private static void assertOldRow(Stage stage, Connection session) throws Exception {
    assertEquals("old", Jdbc.value(stage.witness, "SELECT string_agg(c, ',') FROM big"));
    assertUsable(stage, session);
  }

  private static void assertUsable(Stage stage, Connection session) throws Exception {
    stage.assertNothingIsLeft();
    stage.assertNoLocks();
    assertEquals(
        "2",
        Jdbc.value(
            session,
            "SELECT rows_processed FROM datamove.move('%s', 'small')"
                .formatted(stage.file("id\n1\n2\n"))));
  }

  private static void cancelWhilePlanning(Stage stage) throws Exception {
    Connection session = stage.session();
    String pid = Stage.pid(session);
    Pending move = stage.start(session, planning(stage));
    letItWork(move);
    assertEquals("t", stage.ask(pid, "SELECT pg_cancel_backend($pid)"));
    assertEquals(BY_USER, move.refusal());
    assertNoTable(stage, session);
  }

  private static void timeoutWhilePlanning(Stage stage) throws Exception {
    String move = planning(stage);
    Connection session = stage.session();
    Jdbc.execute(session, "SET statement_timeout = '500ms'");
    assertEquals(BY_TIMEOUT, Refusal.of(session, move));
    Jdbc.execute(session, "SET statement_timeout = '60s'");
    assertNoTable(stage, session);
  }

  private static void cancelWhileLoading(Stage stage) throws Exception {
    Connection session = stage.session();
    String pid = Stage.pid(session);
    Pending move = stage.start(session, loading(stage));
    stage.awaitChunk();
    assertEquals("t", stage.ask(pid, "SELECT pg_cancel_backend($pid)"));
    assertEquals(BY_USER, move.refusal());
    assertOldRow(stage, session);
  }

  /** However fast the machine is, the load does not come to its end. */
  private static void makeSlow(Stage stage) throws SQLException {
    Jdbc.execute(
        stage.witness,
        """
        CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql
        AS 'BEGIN PERFORM pg_sleep(0.5); RETURN NEW; END';
        CREATE TRIGGER slow BEFORE INSERT ON big FOR EACH ROW EXECUTE FUNCTION slow();
        """);
  }

  private static void timeoutWhileLoading(Stage stage) throws Exception {
    String move = loading(stage);
    makeSlow(stage);
    Connection session = stage.session();
    Jdbc.execute(session, "SET statement_timeout = '400ms'");
    assertEquals(BY_TIMEOUT, Refusal.of(session, move));
    Jdbc.execute(session, "SET statement_timeout = '60s'");
    assertOldRow(stage, session);
  }

  /** A chunk's COPY that takes for ever is the executor's own statement. */
  private static void cancelInTrigger(Stage stage) throws Exception {
    String sql = loading(stage);
    makeSlow(stage);
    Connection session = stage.session();
    String pid = Stage.pid(session);
    Pending move = stage.start(session, sql);
    Stage.await(
        "sleep in the trigger",
        () ->
            "PgSleep"
                    .equals(
                        stage.ask(pid, "SELECT wait_event FROM pg_stat_activity WHERE pid = $pid"))
                && stage.isLoading());
    assertEquals("t", stage.ask(pid, "SELECT pg_cancel_backend($pid)"));
    assertEquals(BY_USER, move.refusal());
    assertOldRow(stage, session);
  }

  private static void terminateWhilePlanning(Stage stage) throws Exception {
    Connection session = stage.session();
    String pid = Stage.pid(session);
    Pending move = stage.start(session, planning(stage));
    letItWork(move);
    terminate(stage, pid, move);
    assertNoTable(stage, stage.session());
  }

  private static void terminateWhileLoading(Stage stage) throws Exception {
    Connection session = stage.session();
    String pid = Stage.pid(session);
    Pending move = stage.start(session, loading(stage));
    stage.awaitChunk();
    terminate(stage, pid, move);
    sweep(stage);
    assertOldRow(stage, stage.session());
  }

  private static void terminate(Stage stage, String pid, Pending move) throws Exception {
    assertEquals("t", stage.ask(pid, "SELECT pg_terminate_backend($pid)"));
    Refusal refusal = move.refusal();
    assertTrue(
        List.of("57P01", "08006").contains(refusal.state()), () -> "not the end: " + refusal);
    awaitEnd(stage, pid);
  }

  private static void loseWhilePlanning(Stage stage) throws Exception {
    String sql = planning(stage);
    Connection session = stage.session();
    String pid = Stage.pid(session);
    letItWork(stage.start(session, sql));
    session.abort(Runnable::run);
    awaitEnd(stage, pid);
    assertNoTable(stage, stage.session());
  }

  private static void loseWhileLoading(Stage stage) throws Exception {
    String sql = loading(stage);
    Connection session = stage.session();
    String pid = Stage.pid(session);
    Pending move = stage.start(session, sql);
    stage.awaitChunk();
    session.abort(Runnable::run);
    awaitEnd(stage, pid);
    assertTrue(move.refusal().state().startsWith("08"));
    sweep(stage);
    assertOldRow(stage, stage.session());
  }

  private static void awaitEnd(Stage stage, String pid) throws Exception {
    Stage.await(
        "end of the backend",
        () -> "0".equals(stage.ask(pid, "SELECT count(*) FROM pg_stat_activity WHERE pid = $pid")));
    stage.assertServerLivesOn();
  }

  /** The next move sweeps what a backend with a JVM could not remove; a process removes its own. */
  private static void sweep(Stage stage) throws SQLException {
    if (!stage.isProgram()) {
      Jdbc.execute(
          stage.session(), "SELECT datamove.move('%s', 'x')".formatted(stage.file("id\n1\n")));
    }
  }

  private static void killWhilePlanning(Stage stage) throws Exception {
    if (stage.isProgram()) {
      Connection session = stage.session();
      Pending move = stage.start(session, planning(stage));
      letItWork(move);
      kill(stage);
      assertProcessEnded(move.refusal());
      assertNoTable(stage, session);
    }
  }

  private static void killWhileLoading(Stage stage) throws Exception {
    if (stage.isProgram()) {
      Connection session = stage.session();
      Pending move = stage.start(session, loading(stage));
      stage.awaitChunk();
      kill(stage);
      assertProcessEnded(move.refusal());
      assertOldRow(stage, session);
    }
  }

  private static void kill(Stage stage) throws Exception {
    Stage.await("the process", () -> stage.processes().size() == 1);
    assertTrue(stage.processes().get(0).destroyForcibly());
  }

  private static void assertProcessEnded(Refusal refusal) {
    assertEquals("38000", refusal.state());
    assertEquals("the engine's process ended before its work was done", refusal.message());
    assertEquals(
        "An administrator checks the settings \"java\", \"jar\" and \"java_options\" in table"
            + " datamove.setting.",
        refusal.hint());
  }
}
