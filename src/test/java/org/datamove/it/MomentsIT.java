package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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
  /** A key to check, a type that only PostgreSQL judges, and a few chunks. */
  private static final String LINES =
      "SELECT 'id,host,note' UNION ALL SELECT format('%s,10.0.%s.%s,%s', i, i / 256 % 256, i % 256,"
          + " repeat('note ', 20)) FROM generate_series(1, 120000) i";

  private static final String OLD = "1 old";
  private static final String NEW = "120000 note";

  @TestFactory
  Stream<DynamicContainer> moves() {
    return Stage.each(
        List.of(
            new Stage.Named("cancel", stage -> endAtMoments(stage, Moments::cancel)),
            new Stage.Named("terminate", stage -> endAtMoments(stage, Moments::terminate)),
            new Stage.Named("lose the client", stage -> endAtMoments(stage, Moments::lose))));
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

  private static void endAtMoments(Stage stage, Moments.End end) throws Exception {
    String move = move(stage.large("moments", LINES));
    makeTable(stage.witness);
    long whole;
    try (Connection session = stage.session()) {
      whole = Moments.duration(session, move);
    }
    int ended = 0;
    for (int moment = 0; moment < Moments.COUNT; moment++) {
      makeTable(stage.witness);
      try (Connection session = stage.session()) {
        String pid = Stage.pid(session);
        Pending pending = stage.start(session, move);
        Moments.await(moment, whole);
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
        whole = Moments.duration(session, move(file));
      }
      for (int moment = 0; moment < Moments.COUNT; moment++) {
        Connection session = server.connect("postgres");
        makeTable(session);
        Jdbc.value(session, "SELECT datamove.version()");
        String pid = Stage.pid(session);
        Pending pending = new Pending(session, move(file));
        CompletableFuture<Integer> woken =
            CompletableFuture.supplyAsync(() -> Moments.wake(pending, pid));
        Moments.await(moment, whole);
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
}
