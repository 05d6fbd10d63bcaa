package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.datamove.testing.Installation;
import org.datamove.testing.Installations;
import org.datamove.testing.Jdbc;
import org.datamove.testing.TestDatabase;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/** A move that is stopped from outside ends soon, changes nothing and leaves nothing behind. */
class LifecycleIT {
  private static final int ROWS = 3_000_000;

  @TestFactory
  Stream<DynamicContainer> stops() {
    return Installations.all().stream()
        .map(
            installation -> {
              Stopper stopper = new Stopper(installation);
              return DynamicContainer.dynamicContainer(
                  installation.toString(),
                  stopper.tests().entrySet().stream()
                      .map(test -> DynamicTest.dynamicTest(test.getKey(), test.getValue())));
            });
  }

  private static final class Stopper {
    private final Installation installation;
    private TestDatabase database;
    private Connection witness;
    private String file;
    private String small;
    private String started;

    Stopper(Installation installation) {
      this.installation = installation;
    }

    Map<String, Executable> tests() {
      Map<String, Executable> tests = new LinkedHashMap<>();
      tests.put("prepare", this::prepare);
      tests.put("cancel during the load", () -> cancelled(move()));
      tests.put("cancel while the file is read for a plan", () -> cancelled(inspect()));
      tests.put("statement_timeout during the load", this::timeout);
      tests.put("cancel while waiting for a lock", this::cancelInLockWait);
      tests.put("lock_timeout of the move's own", this::lockTimeout);
      tests.put("terminate during the load", this::terminate);
      tests.put("client lost during the load", this::clientLost);
      tests.put("clean up", () -> database.close());
      return tests;
    }

    private void prepare() throws SQLException {
      database = installation.newDatabase();
      witness = database.connect();
      file = Jdbc.value(witness, "SELECT current_setting('data_directory') || '/lifecycle.csv'");
      small = file.replace("lifecycle", "small");
      Jdbc.execute(
          witness, "COPY (SELECT 1 AS id) TO " + Jdbc.literal(small) + " (FORMAT csv, HEADER)");
      started = Jdbc.value(witness, "SELECT pg_postmaster_start_time()::text");
      Jdbc.execute(
          witness,
          "CREATE TABLE public.big (id integer, name text); INSERT INTO big VALUES (0, 'old');"
              + "COPY (SELECT i AS id, 'name ' || i AS name FROM generate_series(1, "
              + ROWS
              + ") i) TO "
              + Jdbc.literal(file)
              + " (FORMAT csv, HEADER)");
    }

    private String move() {
      return "SELECT success FROM datamove.move("
          + Jdbc.literal(file)
          + ", 'public.big', 'existing_schema')";
    }

    /** A session that has loaded the engine: its first call takes a while of its own. */
    private Connection warm() throws SQLException {
      Connection session = database.connect();
      Jdbc.value(session, "SELECT count(*) FROM datamove.inspect(" + Jdbc.literal(small) + ")");
      return session;
    }

    private String inspect() {
      return "SELECT count(*) FROM datamove.inspect(" + Jdbc.literal(file) + ")";
    }

    /** Runs a statement in a session of its own. */
    private static CompletableFuture<String> run(Connection session, String sql) {
      Callable<String> call = () -> Jdbc.value(session, sql);
      return CompletableFuture.supplyAsync(
          () -> {
            try {
              return call.call();
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
          });
    }

    private static String pid(Connection session) throws SQLException {
      return Jdbc.value(session, "SELECT pg_backend_pid()");
    }

    private static SQLException failure(CompletableFuture<String> running) {
      ExecutionException e =
          assertThrows(ExecutionException.class, () -> running.get(60, TimeUnit.SECONDS));
      return (SQLException) e.getCause().getCause();
    }

    private void cancelled(String sql) throws Exception {
      try (Connection session = warm()) {
        String pid = pid(session);
        CompletableFuture<String> running = run(session, sql);
        Thread.sleep(700);
        Jdbc.value(witness, "SELECT pg_cancel_backend(" + pid + ")");
        assertEquals("57014", failure(running).getSQLState());
        assertEquals("1", Jdbc.value(session, "SELECT 1"));
        nothingIsLeft(pid);
      }
    }

    private void timeout() throws Exception {
      try (Connection session = warm()) {
        Jdbc.execute(session, "SET statement_timeout = '700ms'");
        assertEquals("57014", failure(run(session, move())).getSQLState());
        nothingIsLeft(pid(session));
      }
    }

    private void cancelInLockWait() throws Exception {
      try (Connection session = warm();
          Connection holder = database.connect()) {
        Jdbc.execute(holder, "BEGIN; LOCK TABLE big IN ACCESS EXCLUSIVE MODE");
        String pid = pid(session);
        CompletableFuture<String> running = run(session, move());
        Thread.sleep(1500);
        Jdbc.value(witness, "SELECT pg_cancel_backend(" + pid + ")");
        assertEquals("57014", failure(running).getSQLState());
        Jdbc.execute(holder, "ROLLBACK");
        nothingIsLeft(pid);
      }
    }

    private void lockTimeout() throws Exception {
      try (Connection session = warm();
          Connection holder = database.connect()) {
        Jdbc.execute(holder, "BEGIN; LOCK TABLE big IN ACCESS EXCLUSIVE MODE");
        String patient =
            move().replace("schema')", "schema', options => '{\"lock_timeout\": 600}')");
        SQLException refused = failure(run(session, patient));
        assertEquals("55P03", refused.getSQLState());
        Jdbc.execute(holder, "ROLLBACK");
      }
    }

    private void terminate() throws Exception {
      try (Connection session = warm()) {
        String pid = pid(session);
        CompletableFuture<String> running = run(session, move());
        Thread.sleep(700);
        Jdbc.value(witness, "SELECT pg_terminate_backend(" + pid + ")");
        assertEquals("57P01", failure(running).getSQLState());
        sweptByTheNextMove(pid);
      }
    }

    private void clientLost() throws Exception {
      Connection session = warm();
      String pid = pid(session);
      CompletableFuture<String> running = run(session, move());
      Thread.sleep(700);
      session.abort(Runnable::run);
      failure(running);
      sweptByTheNextMove(pid);
    }

    /** Others live on, the server has not restarted, and the next move finds a clean place. */
    private void sweptByTheNextMove(String pid) throws Exception {
      awaitEnd(pid);
      assertEquals(started, Jdbc.value(witness, "SELECT pg_postmaster_start_time()::text"));
      try (Connection next = database.connect()) {
        assertEquals(
            "t",
            Jdbc.value(
                next,
                "SELECT success FROM datamove.move("
                    + Jdbc.literal(file)
                    + ", 'public.big', 'existing_schema', dry_run => true)"));
        Jdbc.execute(next, "CREATE TABLE IF NOT EXISTS public.other (id integer, name text)");
        Jdbc.value(next, move().replace("public.big", "public.other"));
      }
      nothingIsLeft(pid);
    }

    private void awaitEnd(String pid) throws Exception {
      long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      String alive = "SELECT count(*) FROM pg_stat_activity WHERE pid = " + pid;
      while (!Jdbc.value(witness, alive).equals("0") && System.nanoTime() < end) {
        Thread.sleep(100);
      }
      assertEquals("0", Jdbc.value(witness, alive));
    }

    private void nothingIsLeft(String pid) throws Exception {
      long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
      while (!(files().isEmpty() && processes(pid) == 0) && System.nanoTime() < end) {
        Thread.sleep(50);
      }
      assertEquals(List.of(), files());
      assertEquals(0, processes(pid));
      assertEquals(
          "0/old", Jdbc.value(witness, "SELECT string_agg(id || '/' || name, ' ') FROM big"));
      assertEquals(
          "0",
          Jdbc.value(
              witness,
              "SELECT count(*) FROM pg_locks WHERE relation = 'big'::regclass AND pid = " + pid));
    }

    private List<String> files() {
      return installation.server().scratchFiles();
    }

    /** Processes of engine program that were started for a server process. */
    private static long processes(String pid) {
      return ProcessHandle.allProcesses()
          .map(process -> process.info().commandLine().orElse(""))
          .filter(
              line -> line.contains("org.datamove.host.program.Main") && line.endsWith(" " + pid))
          .count();
    }
  }
}
