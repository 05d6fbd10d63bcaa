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

/** Moves that meet other sessions at their table. */
class LockIT {
  private static final String HINT =
      "Another session uses the table; pg_locks shows which. The option \"lock_timeout\" sets how"
          + " long a move waits.";

  @TestFactory
  Stream<DynamicContainer> moves() {
    return Stage.each(
        List.of(
            new Stage.Named("cancel in a lock wait", LockIT::cancelInLockWait),
            new Stage.Named("cancel where nothing else wakes", LockIT::cancelAsleep),
            new Stage.Named("timeout in a lock wait", LockIT::timeoutInLockWait),
            new Stage.Named("terminate in a lock wait", LockIT::terminateInLockWait),
            new Stage.Named("cancel while a reader is in the way", LockIT::cancelBehindReader),
            new Stage.Named("lock_timeout at the first lock", LockIT::giveUpAtOnce),
            new Stage.Named("lock_timeout at the later lock", LockIT::giveUpBehindReader),
            new Stage.Named("lock_timeout values", LockIT::lockTimeoutValues),
            new Stage.Named("own lock_timeout comes back", LockIT::ownLockTimeout),
            new Stage.Named("two moves into one table", LockIT::twoMoves),
            new Stage.Named("the name goes to another table", LockIT::renamedMeanwhile),
            new Stage.Named("the table is dropped meanwhile", LockIT::droppedMeanwhile),
            new Stage.Named("a column comes in meanwhile", LockIT::alteredMeanwhile),
            new Stage.Named("readers see the old rows", LockIT::readersDuringDelete),
            new Stage.Named("the calling query reads the table", LockIT::tableInUse),
            new Stage.Named("a dry run waits for nobody", LockIT::dryRunBesideWriter)));
  }

  private static void makeTable(Stage stage) throws SQLException {
    Jdbc.execute(stage.witness, "CREATE TABLE t (id integer); INSERT INTO t VALUES (7), (8), (9)");
  }

  private static String move(Stage stage, String options) {
    return "SELECT rows_processed FROM datamove.move(%s, 't', 'existing_schema', options => %s)"
        .formatted(Jdbc.literal(stage.file("id\n1\n2\n")), Jdbc.literal(options));
  }

  private static Connection locker(Stage stage, String mode) throws SQLException {
    Connection locker = stage.plainSession();
    Jdbc.execute(locker, "BEGIN; LOCK TABLE t IN " + mode + " MODE");
    return locker;
  }

  private static void assertUnchanged(Stage stage, Connection session) throws Exception {
    assertEquals("{7,8,9}", ids(stage));
    stage.assertNothingIsLeft();
    stage.assertNoLocks();
    assertEquals("2", Jdbc.value(session, move(stage, "{}")));
    assertEquals("{1,2}", ids(stage));
  }

  private static String ids(Stage stage) throws SQLException {
    return Jdbc.value(stage.witness, "SELECT array_agg(id ORDER BY id) FROM t");
  }

  private static void cancelInLockWait(Stage stage) throws Exception {
    cancel(stage, "ACCESS EXCLUSIVE");
  }

  /** The first lock is to be had, the one that TRUNCATE needs is not. */
  private static void cancelBehindReader(Stage stage) throws Exception {
    cancel(stage, "ACCESS SHARE");
  }

  /** Then deadlock_timeout does, and the end of each slice. */
  private static void cancelAsleep(Stage stage) throws Exception {
    Connection session = stage.session();
    Jdbc.execute(session, "SET client_connection_check_interval = 0");
    cancel(stage, session, "ACCESS EXCLUSIVE");
    assertEquals("0", Jdbc.value(session, "SHOW client_connection_check_interval"));
  }

  private static void cancel(Stage stage, String mode) throws Exception {
    Connection session = stage.session();
    cancel(stage, session, mode);
    assertEquals("500ms", Jdbc.value(session, "SHOW client_connection_check_interval"));
  }

  private static void cancel(Stage stage, Connection session, String mode) throws Exception {
    makeTable(stage);
    String pid = Stage.pid(session);
    Connection locker = locker(stage, mode);
    Pending move = stage.start(session, move(stage, "{}"));
    stage.awaitLockWait(pid);
    assertEquals("t", stage.ask(pid, "SELECT pg_cancel_backend($pid)"));
    assertEquals(
        new Refusal("57014", "canceling statement due to user request", null, null),
        move.refusal());
    Jdbc.execute(locker, "ROLLBACK");
    assertUnchanged(stage, session);
  }

  private static void timeoutInLockWait(Stage stage) throws Exception {
    makeTable(stage);
    Connection session = stage.session();
    Connection locker = locker(stage, "ACCESS EXCLUSIVE");
    Jdbc.execute(session, "SET statement_timeout = '800ms'");
    assertEquals(
        new Refusal("57014", "canceling statement due to statement timeout", null, null),
        Refusal.of(session, move(stage, "{}")));
    Jdbc.execute(session, "SET statement_timeout = '60s'");
    Jdbc.execute(locker, "ROLLBACK");
    assertUnchanged(stage, session);
  }

  private static void terminateInLockWait(Stage stage) throws Exception {
    makeTable(stage);
    Connection session = stage.session();
    String pid = Stage.pid(session);
    Connection locker = locker(stage, "ACCESS EXCLUSIVE");
    Pending move = stage.start(session, move(stage, "{}"));
    stage.awaitLockWait(pid);
    assertEquals("t", stage.ask(pid, "SELECT pg_terminate_backend($pid)"));
    assertTrue(List.of("57P01", "08006").contains(move.refusal().state()));
    Jdbc.execute(locker, "ROLLBACK");
    assertUnchanged(stage, stage.session());
  }

  private static void giveUpAtOnce(Stage stage) throws Exception {
    makeTable(stage);
    Connection session = stage.session();
    Connection locker = locker(stage, "ACCESS EXCLUSIVE");
    assertEquals(
        new Refusal(
            "55P03",
            "could not lock table \"t\" within 00:00:00.3",
            "The move needs the lock SHARE UPDATE EXCLUSIVE.",
            HINT),
        Refusal.of(session, move(stage, "{\"lock_timeout\": 300}")));
    Jdbc.execute(locker, "ROLLBACK");
    assertUnchanged(stage, session);
  }

  private static void giveUpBehindReader(Stage stage) throws Exception {
    makeTable(stage);
    Connection session = stage.session();
    Connection locker = locker(stage, "ACCESS SHARE");
    assertEquals(
        new Refusal(
            "55P03",
            "could not lock table \"t\" within 00:00:01",
            "The move needs the lock ACCESS EXCLUSIVE.",
            HINT),
        Refusal.of(session, move(stage, "{\"lock_timeout\": \"1s\"}")));
    Jdbc.execute(locker, "ROLLBACK");
    assertUnchanged(stage, session);
  }

  private static void lockTimeoutValues(Stage stage) throws Exception {
    makeTable(stage);
    Connection session = stage.session();
    for (String value : List.of("\"soon\"", "-1", "true", "\"-1s\"", "99999999999", "[1]", "1.5")) {
      assertEquals(
          new Refusal(
              "22023",
              "invalid value for option \"lock_timeout\": \"" + value.replace("\"", "") + "\"",
              null,
              "It takes a number of milliseconds, or a string such as \"30s\" or \"2 min\"."),
          Refusal.of(session, move(stage, "{\"lock_timeout\": " + value + "}")),
          value);
    }
    for (String value : List.of("0", "1", "\"2 min\"", "\"1h\"", "null")) {
      assertEquals("2", Jdbc.value(session, move(stage, "{\"lock_timeout\": " + value + "}")));
    }
  }

  private static void ownLockTimeout(Stage stage) throws Exception {
    makeTable(stage);
    Connection session = stage.session();
    Jdbc.execute(session, "SET lock_timeout = '7s'");
    Jdbc.execute(session, "BEGIN");
    Jdbc.value(session, move(stage, "{}"));
    assertEquals("7s", Jdbc.value(session, "SHOW lock_timeout"));
    Jdbc.execute(session, "COMMIT");
    assertEquals("7s", Jdbc.value(session, "SHOW lock_timeout"));
  }

  private static void twoMoves(Stage stage) throws Exception {
    makeTable(stage);
    Connection first = stage.session();
    Connection second = stage.session();
    String pid = Stage.pid(second);
    Jdbc.execute(first, "BEGIN");
    assertEquals("2", Jdbc.value(first, move(stage, "{}")));
    Pending waiting =
        stage.start(
            second,
            "SELECT rows_processed FROM datamove.move(%s, 't', 'existing_schema')"
                .formatted(Jdbc.literal(stage.file("id\n4\n5\n6\n"))));
    stage.awaitLockWait(pid);
    assertFalse(waiting.isOver());
    Jdbc.execute(first, "COMMIT");
    assertEquals("3", waiting.result());
    assertEquals("{4,5,6}", ids(stage));
  }

  private static void renamedMeanwhile(Stage stage) throws Exception {
    makeTable(stage);
    Jdbc.execute(stage.witness, "CREATE TABLE other (id integer)");
    Connection session = stage.session();
    String pid = Stage.pid(session);
    Connection locker = locker(stage, "ACCESS EXCLUSIVE");
    Pending move = stage.start(session, move(stage, "{}"));
    stage.awaitLockWait(pid);
    Jdbc.execute(locker, "ALTER TABLE t RENAME TO old; ALTER TABLE other RENAME TO t; COMMIT");
    assertEquals("2", move.result());
    assertEquals("{1,2}", ids(stage));
    assertEquals("3", Jdbc.value(stage.witness, "SELECT count(*) FROM old"));
  }

  private static void droppedMeanwhile(Stage stage) throws Exception {
    makeTable(stage);
    Connection session = stage.session();
    String pid = Stage.pid(session);
    Connection locker = locker(stage, "ACCESS EXCLUSIVE");
    Pending move = stage.start(session, move(stage, "{}"));
    stage.awaitLockWait(pid);
    Jdbc.execute(locker, "DROP TABLE t; COMMIT");
    assertEquals(new Refusal("42P01", "relation \"t\" does not exist", null, null), move.refusal());
  }

  private static void alteredMeanwhile(Stage stage) throws Exception {
    makeTable(stage);
    Connection session = stage.session();
    String pid = Stage.pid(session);
    Connection locker = locker(stage, "ACCESS EXCLUSIVE");
    Pending move = stage.start(session, move(stage, "{}"));
    stage.awaitLockWait(pid);
    Jdbc.execute(locker, "ALTER TABLE t ADD COLUMN more text; COMMIT");
    Refusal refusal = move.refusal();
    assertEquals("UD002", refusal.state());
    assertEquals("column \"more\" of the table is not in the file", refusal.message());
  }

  private static void readersDuringDelete(Stage stage) throws Exception {
    makeTable(stage);
    Connection session = stage.session();
    Jdbc.execute(session, "BEGIN");
    Jdbc.value(session, move(stage, "{\"replace_by\": \"delete\"}"));
    assertEquals("{7,8,9}", ids(stage));
    Jdbc.execute(session, "COMMIT");
    assertEquals("{1,2}", ids(stage));
  }

  private static void tableInUse(Stage stage) throws Exception {
    makeTable(stage);
    Connection session = stage.session();
    Refusal refusal =
        Refusal.of(session, "SELECT id, (" + move(stage, "{}") + " WHERE t.id > 0) FROM t");
    assertEquals("55006", refusal.state());
    assertUnchanged(stage, session);
  }

  private static void dryRunBesideWriter(Stage stage) throws Exception {
    makeTable(stage);
    Connection session = stage.session();
    Connection writer = stage.plainSession();
    Jdbc.execute(writer, "BEGIN; INSERT INTO t VALUES (10); LOCK TABLE t IN EXCLUSIVE MODE");
    String dry =
        "SELECT success FROM datamove.move(%s, 't', 'existing_schema', dry_run => true)"
            .formatted(Jdbc.literal(stage.file("id\n1\n")));
    assertEquals("t", Jdbc.value(session, dry));
    Jdbc.execute(writer, "ROLLBACK");
    assertEquals("{7,8,9}", ids(stage));
  }
}
