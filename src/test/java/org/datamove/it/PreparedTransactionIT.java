package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.datamove.testing.Installations;
import org.datamove.testing.Jdbc;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/**
 * A move in a transaction that is prepared for a two-phase commit: all of it or nothing comes of
 * it, rejected rows too, or it cannot be prepared by PostgreSQL's own rules.
 */
class PreparedTransactionIT {
  private static final String TABLE =
      "(SELECT coalesce(string_agg(t::text, ' ' ORDER BY id), '-') FROM t)";
  private static final String REJECTED = "(SELECT count(*) FROM datamove.rejected_row)";

  /**
   * A move to make.
   *
   * @param arguments those after the path
   * @param after the table, and the number of rejected rows, once it is committed
   */
  private record Move(String name, String text, String arguments, String after) {}

  private static final String FILE = "id,v\n1,a\n2,b\n";

  private static final List<Move> MOVES =
      List.of(
          new Move("new table", FILE, "'n'", "(7,seven) (8,eight) 0 2"),
          new Move("replace", FILE, "'t', 'existing_schema'", "(1,a) (2,b) 0 0"),
          new Move(
              "delete",
              FILE,
              "'t', 'existing_schema', options => '{\"replace_by\": \"delete\"}'",
              "(1,a) (2,b) 0 0"),
          new Move(
              "append",
              FILE,
              "'t', 'existing_schema', options => '{\"mode\": \"append\"}'",
              "(1,a) (2,b) (7,seven) (8,eight) 0 0"),
          new Move("new schema", "id,v,w\n1,a,3\n", "'t', 'new_schema'", "(1,a,3) 0 0"),
          new Move(
              "reject",
              "id,v\n1,a\nx,b\n2,c\n2,d\n",
              "'t', 'existing_schema', options => '{\"on_error\": \"reject\"}'",
              "(1,a) (2,c) 2 0"),
          new Move(
              "indexes",
              FILE,
              "'t', 'existing_schema', options => '{\"rebuild_indexes\": \"always\"}'",
              "(1,a) (2,b) 0 0"));

  private static final String BEFORE = "(7,seven) (8,eight) 0 0";

  @TestFactory
  Stream<DynamicContainer> transactions() {
    return Stage.each(
        List.of(
            new Stage.Named("all or nothing", PreparedTransactionIT::allOrNothing),
            new Stage.Named("a temporary table", PreparedTransactionIT::temporary)));
  }

  private static boolean isPossible(Stage stage) throws SQLException {
    String most = Jdbc.value(stage.witness, "SHOW max_prepared_transactions");
    if ("0".equals(most)) {
      Installations.skipped("PREPARE TRANSACTION: max_prepared_transactions is 0");
    }
    return !"0".equals(most);
  }

  private static void tables(Connection session) throws SQLException {
    Jdbc.execute(
        session,
        """
        DROP TABLE IF EXISTS t, n;
        CREATE TABLE t (id integer PRIMARY KEY, v text);
        CREATE INDEX t_v ON t (v);
        INSERT INTO t VALUES (7, 'seven'), (8, 'eight');
        TRUNCATE datamove.rejected_row
        """);
  }

  private static String state(Connection session) throws SQLException {
    boolean made = Jdbc.value(session, "SELECT to_regclass('n')") != null;
    return Jdbc.value(session, "SELECT " + TABLE + " || ' ' || " + REJECTED)
        + " "
        + (made ? Jdbc.value(session, "SELECT count(*) FROM n") : "0");
  }

  private static String call(Stage stage, Move move) {
    return "SELECT datamove.move('%s', %s)".formatted(stage.file(move.text), move.arguments);
  }

  private static void allOrNothing(Stage stage) throws Exception {
    if (!isPossible(stage)) {
      return;
    }
    Connection session = stage.session();
    for (Move move : MOVES) {
      for (String end : List.of("COMMIT", "ROLLBACK")) {
        tables(session);
        Jdbc.execute(session, "BEGIN");
        Jdbc.value(session, call(stage, move));
        Jdbc.execute(session, "PREPARE TRANSACTION 'a move'");
        // What is prepared holds its locks and nothing else; the session goes on.
        Jdbc.value(session, "SELECT count(*) FROM datamove.rejected_row");
        Jdbc.execute(session, end + " PREPARED 'a move'");
        assertEquals(
            end.equals("COMMIT") ? move.after : BEFORE, state(session), move.name + " " + end);
        stage.assertNoLocks();
      }
    }
  }

  /** Rows that go by a temporary table: PostgreSQL prepares no transaction that used one. */
  private static void temporary(Stage stage) throws Exception {
    if (!isPossible(stage)) {
      return;
    }
    tables(stage.witness);
    String path = stage.file(FILE);
    Jdbc.execute(
        stage.witness,
        "GRANT ALL ON t TO guest; ALTER TABLE t OWNER TO guest;"
            + " SELECT datamove.allow_source('%s', 'guest')".formatted(path));
    Connection session = stage.session();
    String move = "SELECT datamove.move('" + path + "', 't', 'existing_schema'";
    refused(stage, session, move + ", options => '{\"mode\": \"upsert\"}')");
    Jdbc.execute(session, "SET SESSION AUTHORIZATION guest");
    refused(stage, session, move + ")");
    // In a transaction of its own the same move is done.
    Jdbc.value(session, move + ")");
    assertEquals("(1,a) (2,b) 0 0", state(stage.witness));
  }

  private static void refused(Stage stage, Connection session, String move) throws Exception {
    Jdbc.execute(session, "BEGIN");
    Jdbc.value(session, move);
    assertEquals(
        new Refusal(
            "0A000",
            "cannot PREPARE a transaction that has operated on temporary objects",
            null,
            null),
        Refusal.of(session, "PREPARE TRANSACTION 'a move'"));
    assertEquals(BEFORE, state(stage.witness));
    stage.assertNoLocks();
    assertEquals("0", Jdbc.value(stage.witness, "SELECT count(*) FROM pg_prepared_xacts"));
  }
}
