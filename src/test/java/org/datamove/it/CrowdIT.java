package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.datamove.testing.Jdbc;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/** Many sessions at once, and others who change a table's partitions meanwhile. */
class CrowdIT {
  private static final int SESSIONS = 20;

  @TestFactory
  Stream<DynamicContainer> crowds() {
    return Stage.each(
        List.of(
            new Stage.Named("twenty sessions", CrowdIT::twenty),
            new Stage.Named("partitions changed after it", CrowdIT::partitionsChangedAfter),
            new Stage.Named("partitions changed before it", CrowdIT::partitionsChangedBefore)));
  }

  /** On one table and on twenty, in the same sessions: each starts a JVM that takes a second. */
  private static void twenty(Stage stage) throws Exception {
    List<Connection> sessions = new ArrayList<>();
    for (int i = 0; i < SESSIONS; i++) {
      sessions.add(stage.plainSession());
    }
    twentyTables(stage, sessions);
    append(stage, sessions);
    replaceAndUpsert(stage, sessions);
    for (Connection session : sessions) {
      session.close();
    }
  }

  /** Starts a call in each session; what each ended with, a result or an SQLSTATE. */
  private static List<String> all(Stage stage, List<Connection> sessions, IntFunction<String> call)
      throws Exception {
    List<Pending> pending = new ArrayList<>();
    for (int i = 0; i < SESSIONS; i++) {
      pending.add(stage.start(sessions.get(i), call.apply(i)));
    }
    List<String> results = new ArrayList<>();
    for (Pending each : pending) {
      results.add(each.fails() ? each.refusal().state() : each.result());
    }
    stage.assertNoLocks();
    return results;
  }

  private static String rows(int from, int to) {
    StringBuilder text = new StringBuilder("id,who\n");
    for (int i = from; i <= to; i++) {
      text.append(i).append(",").append(from).append('\n');
    }
    return text.toString();
  }

  private static void twentyTables(Stage stage, List<Connection> sessions) throws Exception {
    String file = stage.file(rows(1, 1000));
    List<String> results =
        all(
            stage,
            sessions,
            i -> "SELECT rows_processed FROM datamove.move('%s', 'made_%s')".formatted(file, i));
    assertEquals(List.of("1000"), results.stream().distinct().toList());
    for (int i = 0; i < SESSIONS; i++) {
      assertEquals("1000", Jdbc.value(stage.witness, "SELECT count(*) FROM made_" + i));
    }
  }

  /** How many of the moves into one table came to their end; the others waited too long. */
  private static int moved(List<String> results, String rows) {
    assertTrue(Set.of(rows, "55P03").containsAll(results), results::toString);
    return Collections.frequency(results, rows);
  }

  private static String into(String file, String mode) {
    return ("SELECT rows_processed FROM datamove.move('%s', 'shared', 'existing_schema',"
            + " options => '{\"mode\": \"%s\"}')")
        .formatted(file, mode);
  }

  private static void append(Stage stage, List<Connection> sessions) throws Exception {
    Jdbc.execute(stage.witness, "CREATE TABLE shared (id integer PRIMARY KEY, who integer)");
    List<String> files = new ArrayList<>();
    for (int i = 0; i < SESSIONS; i++) {
      files.add(stage.file(rows(1000 * i + 1, 1000 * i + 1000)));
    }
    int moved = moved(all(stage, sessions, i -> into(files.get(i), "append")), "1000");
    assertTrue(moved > 0);
    assertEquals(
        1000 * moved + " " + moved,
        Jdbc.value(stage.witness, "SELECT count(*) || ' ' || count(DISTINCT who) FROM shared"));
  }

  /** The last one that replaces the rows is followed by those that add to them. */
  private static void replaceAndUpsert(Stage stage, List<Connection> sessions) throws Exception {
    List<String> files = new ArrayList<>();
    for (int i = 0; i < SESSIONS; i++) {
      files.add(stage.file(rows(10 * i + 1, 10 * i + 500)));
    }
    Jdbc.execute(stage.witness, "TRUNCATE shared");
    int moved =
        moved(
            all(stage, sessions, i -> into(files.get(i), i % 2 == 0 ? "replace" : "upsert")),
            "500");
    assertTrue(moved > 0);
    assertEquals(
        "0",
        Jdbc.value(
            stage.witness,
            """
            SELECT count(*) FROM (SELECT DISTINCT who FROM shared) AS w, generate_series(who, who + 499) AS i
            WHERE NOT EXISTS (SELECT FROM shared WHERE id = i)
            """),
        "a part of somebody's rows");
    assertEquals(
        "500",
        Jdbc.value(
            stage.witness,
            "SELECT max(n) FROM (SELECT count(*) AS n FROM shared GROUP BY who) AS c"));
  }

  private static void partitions(Stage stage) throws Exception {
    Jdbc.execute(
        stage.witness,
        """
        DROP TABLE IF EXISTS parts, low, high, lowest;
        CREATE TABLE parts (id integer, who integer) PARTITION BY RANGE (id);
        CREATE TABLE low PARTITION OF parts FOR VALUES FROM (0) TO (100) PARTITION BY RANGE (id);
        CREATE TABLE lowest PARTITION OF low FOR VALUES FROM (0) TO (50);
        INSERT INTO parts VALUES (7, 7);
        CREATE TABLE high (id integer, who integer)
        """);
  }

  private static Pending move(Stage stage, Connection session, String file) {
    return stage.start(
        session,
        "SELECT rows_processed FROM datamove.move('%s', 'parts', 'existing_schema')"
            .formatted(file));
  }

  /** The table and all of its partitions are the move's until it ends. */
  private static void partitionsChangedAfter(Stage stage) throws Exception {
    String file = stage.file(rows(1, 49));
    try (Connection session = stage.session();
        Connection other = stage.plainSession()) {
      for (String change :
          List.of(
              "ALTER TABLE parts ATTACH PARTITION high FOR VALUES FROM (100) TO (200)",
              "CREATE TABLE mid PARTITION OF low FOR VALUES FROM (50) TO (100)",
              "ALTER TABLE low DETACH PARTITION lowest",
              "ALTER TABLE parts DETACH PARTITION low",
              "DROP TABLE lowest")) {
        partitions(stage);
        Connection reader = stage.plainSession();
        Jdbc.execute(reader, "BEGIN; LOCK TABLE parts IN ACCESS SHARE MODE");
        String pid = Stage.pid(session);
        Pending move = move(stage, session, file);
        stage.awaitLockWait(pid);
        Pending changed = stage.start(other, change);
        reader.close();
        assertEquals("49", move.result(), change);
        changed.result();
        stage.assertNoLocks();
      }
    }
  }

  /** What others do before the move has its lock is seen by it. */
  private static void partitionsChangedBefore(Stage stage) throws Exception {
    String file = stage.file(rows(1, 149));
    String small = stage.file(rows(1, 49));
    try (Connection session = stage.session();
        Connection other = stage.plainSession()) {
      partitions(stage);
      Jdbc.execute(
          other,
          "BEGIN; ALTER TABLE parts ATTACH PARTITION high FOR VALUES FROM (100) TO (200);"
              + " CREATE TABLE mid PARTITION OF low FOR VALUES FROM (50) TO (100)");
      assertEquals("149", afterCommit(stage, session, other, file).result());
      assertEquals("50", Jdbc.value(stage.witness, "SELECT count(*) FROM high"));

      partitions(stage);
      Jdbc.execute(other, "BEGIN; ALTER TABLE low DETACH PARTITION lowest");
      Refusal refusal = afterCommit(stage, session, other, small).refusal();
      assertEquals("23514", refusal.state());
      assertEquals(
          "49 problems were found:\nline 2, column \"id\": no partition of relation \"low\" found for"
              + " row (49 times in this column)",
          refusal.detail());
      assertEquals("7", Jdbc.value(stage.witness, "SELECT string_agg(id::text, '') FROM lowest"));
    }
  }

  private static Pending afterCommit(Stage stage, Connection session, Connection other, String file)
      throws Exception {
    String pid = Stage.pid(session);
    Pending move = move(stage, session, file);
    stage.awaitLockWait(pid);
    Jdbc.execute(other, "COMMIT");
    return move;
  }
}
