package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.datamove.testing.Engine;
import org.datamove.testing.Installations;
import org.datamove.testing.Jdbc;
import org.datamove.testing.Server;
import org.datamove.testing.Servers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Engine program where the postmaster is process 1, as in a container: there every orphan becomes
 * the postmaster's child, and one that ends badly is taken for a server process that crashed. The
 * whole cluster would then restart.
 */
class FirstProcessIT {
  private static final String BAD_END = "server process";

  private static final String LINES =
      "SELECT 'id||a||b' UNION ALL SELECT format('%s||%s||text', i, i * 0.25)"
          + " FROM generate_series(1, 800000) i";

  private static final String PLANNING =
      "SELECT success FROM datamove.move('%s', 'planned', dry_run => true,"
          + " options => '{\"delimiter\": \"||\"}')";

  private static Server server;
  private static EngineProcesses processes;
  private static String large;
  private static String small;
  private static Connection witness;

  @BeforeAll
  static void start() throws Exception {
    Optional<String> obstacle = Servers.obstacleToFirstProcess();
    if (obstacle.isPresent()) {
      Installations.skipped("a postmaster that is process 1: " + obstacle.get());
      Assumptions.abort(obstacle.get());
    }
    server = Servers.obstacleToLocal().isEmpty() ? Servers.startLocal() : Servers.startEmbedded();
    processes = new EngineProcesses(server);
    Servers.install(server, Engine.PROGRAM, "postgres");
    try (Connection session = server.connect("postgres")) {
      String data = Jdbc.value(session, "SELECT current_setting('data_directory')");
      large = data + "/large.csv";
      small = data + "/small.csv";
      Jdbc.execute(
          session,
          """
          INSERT INTO datamove.setting VALUES ('chunk_directory', %s);
          COPY (%s) TO %s;
          COPY (SELECT 'id' UNION ALL SELECT '1' UNION ALL SELECT '2') TO %s;
          CREATE TABLE target (id integer);
          CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql
          AS 'BEGIN PERFORM pg_sleep(0.3); RETURN NEW; END';
          CREATE TRIGGER slow BEFORE INSERT ON target FOR EACH ROW EXECUTE FUNCTION slow()
          """
              .formatted(
                  Jdbc.literal(server.scratchDirectory()),
                  LINES,
                  Jdbc.literal(large),
                  Jdbc.literal(small)));
    }
    Servers.restartAsFirstProcess(server);
    witness = server.connect("postgres");
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void oldRow() throws Exception {
    Jdbc.execute(witness, "TRUNCATE target");
    Jdbc.execute(witness, "ALTER TABLE target DISABLE TRIGGER ALL; INSERT INTO target VALUES (0)");
    Jdbc.execute(witness, "ALTER TABLE target ENABLE TRIGGER ALL");
  }

  private static String planning() {
    return PLANNING.formatted(large);
  }

  private static String loading() {
    return "SELECT success FROM datamove.move('%s', 'target', 'existing_schema')".formatted(small);
  }

  private static void assertNothingHappened() throws Exception {
    Stage.await("end of the workers", () -> processes.workers().isEmpty());
    Stage.await("end of the shells", () -> processes.shells().isEmpty());
    Stage.await("clean-up", () -> server.scratchFiles().isEmpty());
    assertEquals("0", Jdbc.value(witness, "SELECT string_agg(id::text, ',') FROM target"));
    assertEquals(List.of(), server.log().lines().filter(line -> line.contains(BAD_END)).toList());
  }

  private static void awaitLoad() throws Exception {
    Stage.await(
        "sleep in the trigger",
        () ->
            "1"
                .equals(
                    Jdbc.value(
                        witness,
                        "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
                            + " AND query LIKE '%target%'")));
  }

  /** Ends a move at each of its moments. */
  private interface Blow {
    void strike(Pending move, String pid) throws Exception;
  }

  private static List<Refusal> atEachMoment(Blow blow) throws Exception {
    List<Refusal> refusals = new ArrayList<>();
    for (String moment : List.of("start", "plan", "load")) {
      Connection session = server.connect("postgres");
      String pid = Stage.pid(session);
      Pending move = new Pending(session, moment.equals("load") ? loading() : planning());
      Stage.await("a worker", () -> move.isOver() || !processes.workers().isEmpty());
      if (moment.equals("plan")) {
        Thread.sleep(300);
      } else if (moment.equals("load")) {
        awaitLoad();
      }
      blow.strike(move, pid);
      refusals.add(move.refusal());
      session.close();
      assertNothingHappened();
    }
    return refusals;
  }

  private static void killWorker(String signal, String numbers) throws Exception {
    for (Refusal refusal :
        atEachMoment((move, pid) -> EngineProcesses.signal(processes.workers(), signal))) {
      assertEquals("38000", refusal.state());
      assertEquals("the engine's process ended before its work was done", refusal.message());
      assertTrue(
          refusal.detail().matches("(?s).*It was ended by signal (" + numbers + ")\\."),
          refusal::detail);
    }
  }

  @Test
  void workerKilled() throws Exception {
    killWorker("KILL", "9");
  }

  @Test
  void workerTerminated() throws Exception {
    killWorker("TERM", "15");
  }

  @Test
  void workerCrashed() throws Exception {
    killWorker("SEGV", "6|11"); // once Java has begun it aborts by itself then
  }

  /** The shell hears nothing that can be kept from it. */
  @Test
  void shellSignalled() throws Exception {
    try (Connection session = server.connect("postgres")) {
      Pending move = new Pending(session, loading());
      awaitLoad();
      assertEquals(1, processes.shells().size());
      for (String signal :
          List.of("HUP", "INT", "QUIT", "TERM", "ABRT", "ALRM", "BUS", "SEGV", "PIPE", "USR1")) {
        EngineProcesses.signal(processes.shells(), signal);
      }
      assertEquals(1, processes.shells().size());
      assertEquals("t", move.result());
    }
    oldRow();
    assertNothingHappened();
  }

  @Test
  void sessionEnded() throws Exception {
    for (String how : List.of("pg_cancel_backend", "pg_terminate_backend")) {
      for (Refusal refusal :
          atEachMoment((move, pid) -> Jdbc.value(witness, "SELECT " + how + "(" + pid + ")"))) {
        assertTrue(List.of("57014", "57P01", "08006").contains(refusal.state()), refusal::state);
      }
    }
  }

  /** From before the shell starts until after it has gone. */
  @Test
  void sessionEndedAtMoments() throws Exception {
    String call = "SELECT datamove.version()";
    long whole;
    try (Connection session = server.connect("postgres")) {
      whole = Moments.duration(session, call);
    }
    for (int moment = 0; moment < 2 * Moments.COUNT; moment++) {
      for (String how : List.of("pg_cancel_backend", "pg_terminate_backend")) {
        try (Connection session = server.connect("postgres")) {
          String pid = Stage.pid(session);
          Pending pending = new Pending(session, call);
          Thread.sleep(whole * moment / (2L * Moments.COUNT) / 1_000_000);
          Jdbc.value(witness, "SELECT " + how + "(" + pid + ")");
          pending.fails(); // or it was over before
        }
      }
    }
    assertNothingHappened();
  }

  @Test
  void movesThatEndByThemselves() throws Exception {
    try (Connection session = server.connect("postgres")) {
      assertTrue(Jdbc.value(session, "SELECT datamove.version()").contains("program"));
      Jdbc.value(session, "SELECT count(*) FROM datamove.inspect('" + small + "')");
      assertEquals("58P01", Refusal.of(session, loading().replace(small, "/none")).state());
      assertEquals("t", Jdbc.value(session, "SELECT datamove.program_make_archive()"));
    }
    assertNothingHappened();
  }

  /** Neither the client's socket nor the server's files. */
  @Test
  void nothingIsInherited() throws Exception {
    try (Connection session = server.connect("postgres")) {
      // Relation files and a WAL segment that this server process holds open.
      Jdbc.execute(session, "CREATE TABLE written AS SELECT generate_series(1, 1000)");
      Pending move = new Pending(session, loading());
      awaitLoad();
      List<ProcessHandle> all = new ArrayList<>(processes.workers());
      all.addAll(processes.shells());
      assertEquals(2, all.size());
      for (ProcessHandle process : all) {
        assertEquals(Set.of(), processes.foreignFiles(process));
        String status = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
        String[] fields = status.substring(status.lastIndexOf(')') + 2).split(" ", -1);
        assertTrue(
            ProcessHandle.of(Long.parseLong(fields[3])).isEmpty(), "not the backend's session");
      }
      assertEquals("t", move.result());
      Jdbc.execute(session, "DROP TABLE written");
    }
    oldRow();
    assertNothingHappened();
  }
}
