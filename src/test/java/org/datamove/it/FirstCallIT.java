package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Connection;
import java.util.List;
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
 * moment: no other session notices.
 */
class FirstCallIT {
  private static final String CALL = "SELECT datamove.version()";

  @TestFactory
  Stream<DynamicContainer> sessions() {
    return Stage.each(
        List.of(
            new Stage.Named("terminate", stage -> endAtMoments(stage, Moments::terminate)),
            new Stage.Named("lose the client", stage -> endAtMoments(stage, Moments::lose))));
  }

  /** Engine program reads no table of PL/Java, and has its classes elsewhere. */
  @TestFactory
  Stream<DynamicContainer> classesInTheDatabase() {
    return Stage.each(
        Engine.PLJAVA,
        List.of(
            new Stage.Named("cancel a wait for PL/Java's tables", FirstCallIT::cancelWait),
            new Stage.Named("terminate a wait for PL/Java's tables", FirstCallIT::terminateWait),
            new Stage.Named("no classes", FirstCallIT::noClasses)));
  }

  private static void endAtMoments(Stage stage, Moments.End end) throws Exception {
    long whole;
    try (Connection session = stage.plainSession()) {
      whole = Moments.duration(session, CALL);
    }
    for (int moment = 0; moment < Moments.COUNT; moment++) {
      try (Connection session = stage.plainSession()) {
        String pid = Stage.pid(session);
        Pending pending = stage.start(session, CALL);
        Moments.await(moment, whole);
        end.come(stage, session, pid);
        pending.fails(); // or it was over before
      }
      stage.assertServerLivesOn();
    }
  }

  /** A session whose first call waits for a table of PL/Java, which another one has locked. */
  private static Pending waiting(Stage stage, Connection session, String pid) throws Exception {
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
      Stage.await("end of the backend", () -> Moments.isGone(stage, pid));
      Jdbc.execute(stage.witness, "ROLLBACK");
    }
  }

  /** The comparison in which classes are looked for leaves nothing locked when it fails. */
  private static void noClasses(Stage stage) throws Exception {
    try (Connection session = stage.plainSession()) {
      Jdbc.execute(session, "BEGIN; DELETE FROM sqlj.classpath_entry");
      Jdbc.execute(session, "SAVEPOINT before_call");
      // Whatever of what users may call comes first, it is in the comparison that Java starts.
      for (String call :
          List.of(
              CALL,
              "SELECT datamove.engine_next(gen_random_uuid(), NULL)",
              "SELECT datamove.engine_close(gen_random_uuid())",
              "SELECT datamove.inspect('/nowhere')")) {
        assertEquals(
            new Refusal(
                "XX000",
                "PL/Java does not find the classes of datamove",
                null,
                "An administrator installs datamove again."),
            Refusal.of(session, call),
            call);
        Jdbc.execute(session, "ROLLBACK TO before_call");
      }
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
        whole = Moments.duration(session, CALL);
      }
      for (int moment = 0; moment < Moments.COUNT; moment++) {
        Connection session = server.connect("postgres");
        String pid = Stage.pid(session);
        Pending pending = new Pending(session, CALL);
        Thread waker = new Thread(() -> Moments.wake(pending, pid));
        waker.start();
        Moments.await(moment, whole);
        Servers.restart(server);
        waker.join();
      }
      assertFalse(server.log().contains("server process (PID"), server.log());
      assertFalse(server.log().contains("not properly shut down"), server.log());
    }
  }
}
