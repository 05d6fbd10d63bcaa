package org.datamove.it;

import static java.lang.ProcessBuilder.Redirect.DISCARD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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
 * A move that is ended at moments spread evenly over it: whatever it was doing, it has happened
 * wholly or not at all, no other session notices, and nothing is left. {@code
 * -Ddatamove.moments=100} tries as many of each kind.
 */
class MomentsIT {
  private static final int MOMENTS = Integer.getInteger("datamove.moments", 5);

  /** A key to check, a type that only PostgreSQL judges, and a few chunks. */
  private static final String LINES =
      "SELECT 'id,host,note' UNION ALL SELECT format('%s,10.0.%s.%s,%s', i, i / 256 % 256, i % 256,"
          + " repeat('note ', 20)) FROM generate_series(1, 120000) i";

  private static final String OLD = "1 old";
  private static final String NEW = "120000 note";

  /** Ends a move that a session has under way. */
  private interface End {
    void come(Stage stage, Connection session, String pid) throws Exception;
  }

  @TestFactory
  Stream<DynamicContainer> moves() {
    return Stage.each(
        List.of(
            new Stage.Named("cancel", stage -> endAtMoments(stage, MomentsIT::cancel)),
            new Stage.Named("terminate", stage -> endAtMoments(stage, MomentsIT::terminate)),
            new Stage.Named("lose the client", stage -> endAtMoments(stage, MomentsIT::lose))));
  }

  private static void cancel(Stage stage, Connection session, String pid) throws Exception {
    stage.ask(pid, "SELECT pg_cancel_backend($pid)");
  }

  private static void terminate(Stage stage, Connection session, String pid) throws Exception {
    stage.ask(pid, "SELECT pg_terminate_backend($pid)");
    // The end may come when the move is over, where an idle session has to be woken.
    Stage.await(
        "end of the backend",
        () -> {
          Jdbc.execute(stage.witness, "SELECT pg_reload_conf()");
          return isGone(stage, pid);
        });
  }

  private static void lose(Stage stage, Connection session, String pid) throws Exception {
    session.abort(Runnable::run);
    Stage.await("end of the backend", () -> isGone(stage, pid));
  }

  private static boolean isGone(Stage stage, String pid) throws SQLException {
    return "0".equals(stage.ask(pid, "SELECT count(*) FROM pg_stat_activity WHERE pid = $pid"));
  }

  private static void makeTable(Connection session) throws SQLException {
    Jdbc.execute(
        session,
        "DROP TABLE IF EXISTS big; CREATE TABLE big (id integer PRIMARY KEY, host inet, note text);"
            + " INSERT INTO big VALUES (1, '::1', 'old')");
  }

  private static String move(String file) {
    return "SELECT rows_processed FROM datamove.move('%s', 'big', 'existing_schema')"
        .formatted(file);
  }

  private static void endAtMoments(Stage stage, End end) throws Exception {
    String move = move(stage.large("moments", LINES));
    makeTable(stage.witness);
    long whole;
    try (Connection session = stage.session()) {
      whole = duration(session, move);
    }
    int ended = 0;
    for (int moment = 0; moment < MOMENTS; moment++) {
      makeTable(stage.witness);
      try (Connection session = stage.session()) {
        String pid = Stage.pid(session);
        Pending pending = stage.start(session, move);
        TimeUnit.NANOSECONDS.sleep(whole * (2L * moment + 1) / (2L * MOMENTS));
        end.come(stage, session, pid);
        ended += pending.fails() ? 1 : 0;
      }
      stage.assertServerLivesOn();
      assertWhole(stage.witness);
      moveAgain(stage);
      stage.assertNothingIsLeft();
      stage.assertNoLocks();
    }
    assertTrue(ended > 0, "every move came to its end");
  }

  /** The next move sweeps what the one before could not remove. */
  private static void moveAgain(Stage stage) throws SQLException {
    try (Connection session = stage.session()) {
      String file = stage.file("id\n1\n");
      Jdbc.value(session, "SELECT datamove.move('%s', 'x')".formatted(file));
      Jdbc.execute(session, "DROP TABLE x");
    }
  }

  private static long duration(Connection session, String move) throws SQLException {
    long start = System.nanoTime();
    Jdbc.value(session, move);
    return System.nanoTime() - start;
  }

  private static void assertWhole(Connection session) throws SQLException {
    String rows = Jdbc.value(session, "SELECT count(*) || ' ' || left(max(note), 4) FROM big");
    assertTrue(List.of(OLD, NEW).contains(rows), rows);
  }

  /** A shutdown while a move works; the server comes up again without a recovery. */
  @Test
  void fastShutdown() throws Exception {
    assumeTrue(Servers.obstacleToLocal().isEmpty(), "no PL/Java here");
    try (Server server = Servers.startLocal()) {
      Servers.install(server, Engine.PLJAVA, "postgres");
      String file;
      long whole;
      try (Connection session = server.connect("postgres")) {
        file = Jdbc.value(session, "SELECT current_setting('data_directory')") + "/moments.csv";
        Jdbc.execute(session, "COPY (" + LINES + ") TO " + Jdbc.literal(file));
        makeTable(session);
        Jdbc.value(session, "SELECT datamove.version()");
        whole = duration(session, move(file));
      }
      for (int moment = 0; moment < MOMENTS; moment++) {
        Connection session = server.connect("postgres");
        makeTable(session);
        Jdbc.value(session, "SELECT datamove.version()");
        String pid = Stage.pid(session);
        Pending pending = new Pending(session, move(file));
        CompletableFuture<Integer> woken = CompletableFuture.supplyAsync(() -> wake(pending, pid));
        TimeUnit.NANOSECONDS.sleep(whole * (2L * moment + 1) / (2L * MOMENTS));
        Servers.restart(server);
        woken.get();
        try (Connection after = server.connect("postgres")) {
          assertWhole(after);
          Jdbc.value(after, move(file));
        }
        assertEquals(List.of(), server.scratchFiles());
      }
      assertFalse(server.log().contains("terminated by signal"), server.log());
      assertFalse(server.log().contains("not properly shut down"), server.log());
    }
  }

  /** What came to its end leaves an idle session, which does not hear of a shutdown. */
  static int wake(Pending pending, String pid) {
    try {
      pending.fails();
      return new ProcessBuilder("kill", "-HUP", pid).redirectError(DISCARD).start().waitFor();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
