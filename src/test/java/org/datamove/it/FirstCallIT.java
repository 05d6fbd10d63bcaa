package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
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
 * A session's first call, which starts the JVM and has PL/Java look for classes, ended at whatever
 * moment: no other session notices. {@code -Ddatamove.moments=100} tries as many of each kind.
 */
class FirstCallIT {
  private static final int MOMENTS = Integer.getInteger("datamove.moments", 5);
  private static final String CALL = "SELECT datamove.version()";

  /** Ends a session that has a call under way. */
  private interface End {
    void come(Stage stage, Connection session, String pid) throws Exception;
  }

  @TestFactory
  Stream<DynamicContainer> sessions() {
    return Stage.each(
        List.of(
            new Stage.Named("terminate", stage -> endAtMoments(stage, FirstCallIT::terminate)),
            new Stage.Named("lose the client", stage -> endAtMoments(stage, FirstCallIT::lose)),
            new Stage.Named("cancel a wait for PL/Java's tables", FirstCallIT::cancelWait),
            new Stage.Named("terminate a wait for PL/Java's tables", FirstCallIT::terminateWait),
            new Stage.Named("no classes", FirstCallIT::noClasses)));
  }

  private static void terminate(Stage stage, Connection session, String pid) throws Exception {
    stage.ask(pid, "SELECT pg_terminate_backend($pid)");
  }

  private static void lose(Stage stage, Connection session, String pid) {
    try {
      session.abort(Runnable::run);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void endAtMoments(Stage stage, End end) throws Exception {
    long whole;
    try (Connection session = stage.plainSession()) {
      long start = System.nanoTime();
      Jdbc.value(session, CALL);
      whole = System.nanoTime() - start;
    }
    for (int moment = 0; moment < MOMENTS; moment++) {
      try (Connection session = stage.plainSession()) {
        String pid = Stage.pid(session);
        Pending pending = stage.start(session, CALL);
        TimeUnit.NANOSECONDS.sleep(whole * (2L * moment + 1) / (2L * MOMENTS));
        end.come(stage, session, pid);
        // Where the call is over the session is idle, and has to be woken.
        Stage.await(
            "end of the backend",
            () -> {
              if (pending.isOver()) {
                Jdbc.execute(stage.witness, "SELECT pg_reload_conf()");
              }
              return isGone(stage, pid);
            });
      }
      stage.assertServerLivesOn();
    }
  }

  private static boolean isGone(Stage stage, String pid) throws SQLException {
    return "0".equals(stage.ask(pid, "SELECT count(*) FROM pg_stat_activity WHERE pid = $pid"));
  }

  /** A session whose first call waits for a table of PL/Java, which another one has locked. */
  private static Pending waiting(Stage stage, Connection session, String pid) throws Exception {
    assumeFalse(stage.isProgram(), "this engine reads no table of PL/Java");
    Jdbc.execute(stage.witness, "BEGIN; LOCK TABLE sqlj.jar_entry");
    Pending call = stage.start(session, CALL);
    stage.awaitLockWait(pid);
    return call;
  }

  private static void cancelWait(Stage stage) throws Exception {
    try (Connection session = stage.plainSession()) {
      String pid = Stage.pid(session);
      Pending call = waiting(stage, session, pid);
      assertEquals("t", stage.ask(pid, "SELECT pg_cancel_backend($pid)"));
      assertEquals(
          new Refusal("57014", "canceling statement due to user request", null, null),
          call.refusal());
      Jdbc.execute(stage.witness, "ROLLBACK");
      assertTrue(Jdbc.value(session, CALL).contains("pljava"));
    }
  }

  private static void terminateWait(Stage stage) throws Exception {
    try (Connection session = stage.plainSession()) {
      String pid = Stage.pid(session);
      Pending call = waiting(stage, session, pid);
      assertEquals("t", stage.ask(pid, "SELECT pg_terminate_backend($pid)"));
      assertTrue(call.fails());
      Stage.await("end of the backend", () -> isGone(stage, pid));
      Jdbc.execute(stage.witness, "ROLLBACK");
    }
  }

  /** The comparison in which classes are looked for leaves nothing locked when it fails. */
  private static void noClasses(Stage stage) throws Exception {
    assumeFalse(stage.isProgram(), "this engine has its classes elsewhere");
    try (Connection session = stage.plainSession()) {
      Jdbc.execute(session, "BEGIN; DELETE FROM sqlj.classpath_entry");
      Jdbc.execute(session, "SAVEPOINT before_call");
      assertEquals(
          new Refusal(
              "XX000",
              "PL/Java does not find the classes of datamove",
              null,
              "An administrator installs datamove again."),
          Refusal.of(session, CALL));
      Jdbc.execute(session, "ROLLBACK TO before_call");
      Jdbc.execute(stage.witness, "VACUUM datamove.uninterrupted");
      Jdbc.execute(session, "ROLLBACK");
    }
  }

  @Test
  void fastShutdown() throws Exception {
    assumeTrue(Servers.obstacleToLocal().isEmpty(), "no PL/Java here");
    try (Server server = Servers.startLocal()) {
      Servers.install(server, Engine.PLJAVA, "postgres");
      long whole;
      try (Connection session = server.connect("postgres")) {
        long start = System.nanoTime();
        Jdbc.value(session, CALL);
        whole = System.nanoTime() - start;
      }
      for (int moment = 0; moment < MOMENTS; moment++) {
        Connection session = server.connect("postgres");
        String pid = Stage.pid(session);
        Pending pending = new Pending(session, CALL);
        Thread waker = new Thread(() -> MomentsIT.wake(pending, pid));
        waker.start();
        TimeUnit.NANOSECONDS.sleep(whole * (2L * moment + 1) / (2L * MOMENTS));
        Servers.restart(server);
        waker.join();
      }
      assertFalse(server.log().contains("server process (PID"), server.log());
      assertFalse(server.log().contains("not properly shut down"), server.log());
    }
  }
}
