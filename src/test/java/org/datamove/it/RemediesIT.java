package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.datamove.testing.Engine;
import org.datamove.testing.Jdbc;
import org.datamove.testing.Server;
import org.datamove.testing.Servers;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What {@code docs/operations.md} promises about sessions that have used datamove: how they are
 * ended, and that what limits a statement's time still does.
 */
class RemediesIT {
  private static final Refusal CANCELED =
      new Refusal("57014", "canceling statement due to user request", null, null);

  @TestFactory
  Stream<DynamicContainer> sessions() {
    return Stage.each(
        List.of(
            new Stage.Named("terminate, then pg_reload_conf()", RemediesIT::reload),
            new Stage.Named("terminate, then kill -HUP", RemediesIT::hangUp),
            new Stage.Named("terminate, then a statement", RemediesIT::nextStatement),
            new Stage.Named("idle_session_timeout", RemediesIT::idleSessionTimeout),
            new Stage.Named("limits of the next statements", RemediesIT::limits),
            new Stage.Named("DISCARD ALL", RemediesIT::discardAll)));
  }

  private static void assertEnds(Stage stage, String pid) throws Exception {
    Stage.await(
        "end of the idle session",
        () -> "0".equals(stage.ask(pid, "SELECT count(*) FROM pg_stat_activity WHERE pid = $pid")));
  }

  /** Engine program leaves a session as it was: it hears at once. */
  private static void reload(Stage stage) throws Exception {
    String pid = Stage.pid(stage.session());
    assertEquals("t", stage.ask(pid, "SELECT pg_terminate_backend($pid)"));
    if (!stage.isProgram()) {
      assertEquals("t", Jdbc.value(stage.witness, "SELECT pg_reload_conf()"));
    }
    assertEnds(stage, pid);
  }

  private static void hangUp(Stage stage) throws Exception {
    String pid = Stage.pid(stage.session());
    assertEquals("t", stage.ask(pid, "SELECT pg_terminate_backend($pid)"));
    Jdbc.execute(
        stage.witness, "COPY (SELECT) TO PROGRAM 'cat > /dev/null; kill -HUP " + pid + " || true'");
    assertEnds(stage, pid);
  }

  private static void nextStatement(Stage stage) throws Exception {
    Connection session = stage.session();
    String pid = Stage.pid(session);
    assertEquals("t", stage.ask(pid, "SELECT pg_terminate_backend($pid)"));
    assertTrue(
        List.of("57P01", "08006").contains(Refusal.of(session, "SELECT 1").state()),
        "the session goes on");
    assertEnds(stage, pid);
  }

  private static void idleSessionTimeout(Stage stage) throws Exception {
    assumeTrue(version(stage) >= 140000, "PostgreSQL 14 has it first");
    Connection session = stage.session();
    String pid = Stage.pid(session);
    Jdbc.execute(session, "SET idle_session_timeout = '100ms'");
    assertEnds(stage, pid);
  }

  private static int version(Stage stage) throws SQLException {
    return Integer.parseInt(Jdbc.value(stage.witness, "SHOW server_version_num"));
  }

  private static void limits(Stage stage) throws Exception {
    Jdbc.execute(stage.witness, "CREATE TABLE t (id integer)");
    Jdbc.execute(stage.witness, "BEGIN; LOCK TABLE t");
    Connection session = stage.session();
    Jdbc.execute(session, "SET lock_timeout = '100ms'");
    assertEquals("55P03", Refusal.of(session, "SELECT FROM t").state());
    Jdbc.execute(session, "SET lock_timeout = 0");
    Jdbc.execute(session, "SET statement_timeout = '100ms'");
    assertEquals("57014", Refusal.of(session, "SELECT pg_sleep(60)").state());
    Jdbc.execute(session, "SET statement_timeout = 0");
    Jdbc.execute(stage.witness, "ROLLBACK");
    if (version(stage) >= 140000) { // client_connection_check_interval, which is set
      String pid = Stage.pid(session);
      Pending sleep = stage.start(session, "SELECT pg_sleep(60)");
      Stage.await(
          "sleep",
          () ->
              "PgSleep"
                  .equals(
                      stage.ask(pid, "SELECT wait_event FROM pg_stat_activity WHERE pid = $pid")));
      assertEquals("t", stage.ask(pid, "SELECT pg_cancel_backend($pid)"));
      assertEquals(CANCELED, sleep.refusal());
    }
  }

  /** What a pool does between two of its clients. */
  private static void discardAll(Stage stage) throws Exception {
    Connection session = stage.session();
    Jdbc.execute(session, "DISCARD ALL");
    String move =
        "SELECT rows_processed FROM datamove.move('%s', 'public.pooled')"
            .formatted(stage.file("id\n1\n2\n"));
    assertEquals("2", Jdbc.value(session, move));
  }

  /** A fast shutdown waits for an idle session with a JVM until that is woken. */
  @Test
  void fastShutdown() throws Exception {
    assumeTrue(Servers.obstacleToLocal().isEmpty(), "no PL/Java here");
    try (Server server = Servers.startLocal()) {
      Servers.install(server, Engine.PLJAVA, "postgres");
      try (Connection session = server.connect("postgres")) {
        assertTrue(Jdbc.value(session, "SELECT datamove.version()").contains("pljava"));
        long backend = Long.parseLong(Stage.pid(session));
        ProcessHandle postmaster = ProcessHandle.of(backend).flatMap(ProcessHandle::parent).get();
        kill("-INT", postmaster.pid());
        // Heard by whoever is awake: no new session is let in any more.
        Stage.await("shutdown", () -> refusesSessions(server));
        Stage.await(
            "end of the server",
            () -> {
              kill("-HUP", backend);
              return !postmaster.isAlive();
            });
      } catch (SQLException e) {
        // the session has ended with its server
        assertEquals("08006", e.getSQLState());
      }
      assertTrue(server.log().contains("database system is shut down"), server.log());
      assertTrue(!server.log().contains("was terminated by signal"), server.log());
    }
  }

  private static boolean refusesSessions(Server server) {
    try {
      server.connect("postgres").close();
      return false;
    } catch (IllegalStateException | SQLException e) {
      return true;
    }
  }

  private static void kill(String signal, long process) throws Exception {
    Process kill = new ProcessBuilder("kill", signal, Long.toString(process)).start();
    assertTrue(kill.waitFor(20, TimeUnit.SECONDS));
  }
}
