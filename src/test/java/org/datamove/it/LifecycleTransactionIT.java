package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.datamove.testing.Jdbc;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/** A move is part of its caller's transaction, and leaves nothing behind where it fails. */
class LifecycleTransactionIT {

  @TestFactory
  Stream<DynamicContainer> moves() {
    return Stage.each(
        List.of(
            new Stage.Named("rollback", LifecycleTransactionIT::rollback),
            new Stage.Named("rollback of a new table", LifecycleTransactionIT::rollbackOfNew),
            new Stage.Named("savepoint", LifecycleTransactionIT::savepoint),
            new Stage.Named("exception block", LifecycleTransactionIT::exceptionBlock),
            new Stage.Named("many failed moves", LifecycleTransactionIT::manyFailures),
            new Stage.Named("read only transaction", LifecycleTransactionIT::readOnly),
            new Stage.Named("source changes in between", LifecycleTransactionIT::sourceChanges),
            new Stage.Named("source goes in between", LifecycleTransactionIT::sourceGoes),
            new Stage.Named("move from a trigger of a move", LifecycleTransactionIT::nestedMove),
            new Stage.Named("failing move in a trigger", LifecycleTransactionIT::nestedFailure),
            new Stage.Named("two moves in one statement", LifecycleTransactionIT::twoAtOnce)));
  }

  private static String move(String path, String table) {
    return "SELECT rows_processed FROM datamove.move(%s, '%s', 'existing_schema')"
        .formatted(Jdbc.literal(path), table);
  }

  private static void makeTable(Stage stage) throws SQLException {
    Jdbc.execute(
        stage.witness,
        """
        CREATE TABLE t (id integer PRIMARY KEY, v text DEFAULT 'd');
        CREATE INDEX t_v ON t (v);
        COMMENT ON COLUMN t.v IS 'kept';
        INSERT INTO t VALUES (7, 'seven'), (8, 'eight');
        """);
  }

  private static String table(Connection session) throws SQLException {
    return Jdbc.value(
        session,
        """
        SELECT (SELECT string_agg(t::text, ' ' ORDER BY id) FROM t)
          || (SELECT string_agg(indexdef, ' ' ORDER BY indexname) FROM pg_indexes
              WHERE tablename = 't')
          || (SELECT string_agg(a.attname || ' ' || format_type(atttypid, atttypmod), ' '
              ORDER BY attnum) FROM pg_attribute a WHERE attrelid = 't'::regclass AND attnum > 0)
          || coalesce(col_description('t'::regclass, 2), '')
          || coalesce((SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef
              WHERE adrelid = 't'::regclass), '')
        """);
  }

  private static void rollback(Stage stage) throws Exception {
    makeTable(stage);
    String before = table(stage.witness);
    Connection session = stage.session();
    String plain = stage.file("id,v\n1,a\n2,b\n3,c\n");
    String wider = stage.file("id,w\n3000000000,1\n");
    Jdbc.execute(session, "BEGIN");
    assertEquals("3", Jdbc.value(session, move(plain, "t")));
    assertEquals(
        "1", Jdbc.value(session, move(wider, "t").replace("existing_schema", "new_schema")));
    assertEquals("bigint", Jdbc.value(session, "SELECT pg_typeof(id) FROM t"));
    Jdbc.execute(session, "ROLLBACK");
    assertEquals(before, table(session));
    stage.assertNoLocks();
  }

  private static void rollbackOfNew(Stage stage) throws Exception {
    Connection session = stage.session();
    Jdbc.execute(session, "BEGIN");
    String create =
        "SELECT table_created FROM datamove.move(%s, 'n')"
            .formatted(Jdbc.literal(stage.file("id\n1\n")));
    assertEquals("t", Jdbc.value(session, create));
    Jdbc.execute(session, "ROLLBACK");
    assertEquals(null, Jdbc.value(session, "SELECT to_regclass('n')"));
  }

  private static void savepoint(Stage stage) throws Exception {
    makeTable(stage);
    Connection session = stage.session();
    String bad = stage.file("id,v\n1,a\nx,b\n");
    String duplicate = stage.file("id,v\n1,a\n1,b\n");
    Jdbc.execute(session, "BEGIN; INSERT INTO t VALUES (9, 'kept'); SAVEPOINT s");
    assertEquals("22P02", Refusal.of(session, move(bad, "t")).state());
    Jdbc.execute(session, "ROLLBACK TO SAVEPOINT s");
    assertEquals("23505", Refusal.of(session, move(duplicate, "t")).state());
    Jdbc.execute(session, "ROLLBACK TO SAVEPOINT s; COMMIT");
    assertEquals(
        "7 8 9", Jdbc.value(session, "SELECT string_agg(id::text, ' ' ORDER BY id) FROM t"));
  }

  private static void exceptionBlock(Stage stage) throws Exception {
    makeTable(stage);
    Connection session = stage.session();
    String sql =
        """
        DO $do$
        DECLARE
          state text;
          message text;
          detail text;
          hint text;
        BEGIN
          INSERT INTO t VALUES (9, 'kept');
          BEGIN
            PERFORM datamove.move(%s, 't', 'existing_schema');
          EXCEPTION WHEN invalid_text_representation THEN
            GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT,
              detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
            INSERT INTO t VALUES (10, concat_ws('|', state, message, detail, hint));
          END;
        END
        $do$
        """;
    String path = stage.file("id,v\n1,a\nx,b\n");
    Jdbc.execute(session, sql.formatted(Jdbc.literal(path)));
    assertEquals(
        "7 8 9 10", Jdbc.value(session, "SELECT string_agg(id::text, ' ' ORDER BY id) FROM t"));
    assertEquals(
        "22P02|invalid value for column \"id\"|Line 3 of \""
            + path
            + "\" holds \"x\": invalid input syntax for type integer: \"x\".|Correct the file;"
            + " nothing has been changed.",
        Jdbc.value(session, "SELECT v FROM t WHERE id = 10"));
  }

  private static void manyFailures(Stage stage) throws Exception {
    makeTable(stage);
    Connection session = stage.session();
    String path = stage.file("id,v\n1,a\nx,b\n");
    String sql =
        """
        DO $do$
        BEGIN
          FOR i IN 1 .. %d LOOP
            BEGIN
              PERFORM datamove.move(%s, 't', 'existing_schema');
            EXCEPTION WHEN invalid_text_representation THEN
              NULL;
            END;
          END LOOP;
        END
        $do$
        """;
    Jdbc.execute(session, sql.formatted(stage.isProgram() ? 5 : 50, Jdbc.literal(path)));
    assertEquals("2", Jdbc.value(session, "SELECT count(*) FROM t"));
  }

  private static void readOnly(Stage stage) throws Exception {
    makeTable(stage);
    Connection session = stage.session();
    String path = stage.file("id,v\n1,a\n");
    Jdbc.execute(session, "BEGIN READ ONLY");
    assertEquals(
        new Refusal(
            "25006",
            "cannot execute datamove.move() in a read-only transaction",
            null,
            "With dry_run => true it changes nothing and runs in a read-only transaction."),
        Refusal.of(session, move(path, "t")));
    Jdbc.execute(session, "ROLLBACK; BEGIN READ ONLY");
    assertEquals(
        "t",
        Jdbc.value(
            session,
            "SELECT success FROM datamove.move(%s, 't', 'existing_schema', dry_run => true)"
                .formatted(Jdbc.literal(path))));
    assertEquals("2", Jdbc.value(session, "SELECT count(*) FROM datamove.inspect('" + path + "')"));
    assertEquals(
        "0",
        Jdbc.value(
            session,
            "SELECT count(*) FROM datamove.validate('%s', 't', 'existing_schema')".formatted(path)
                + " WHERE severity <> 'change'"));
    assertEquals("t", Jdbc.value(session, "SELECT datamove.describe('t') IS NOT NULL"));
    Jdbc.execute(session, "COMMIT");
  }

  /** The executor empties the table between the plan and the load. */
  private static String changing(Stage stage, String sql) throws SQLException {
    makeTable(stage);
    String path = stage.writablePath();
    Jdbc.execute(stage.witness, "COPY (SELECT 'id,v' UNION ALL SELECT '1;') TO '" + path + "'");
    Jdbc.execute(
        stage.witness,
        """
        CREATE FUNCTION change() RETURNS trigger LANGUAGE plpgsql
        AS $f$ BEGIN %s; RETURN NULL; END $f$;
        CREATE TRIGGER change BEFORE TRUNCATE ON t FOR EACH STATEMENT EXECUTE FUNCTION change();
        """
            .formatted(sql.formatted(path)));
    return path;
  }

  private static void sourceChanges(Stage stage) throws Exception {
    String path = changing(stage, "COPY (SELECT 'id,v' UNION ALL SELECT '1,longer') TO '%s'");
    Connection session = stage.session();
    assertEquals(
        new Refusal(
            "UD005",
            "file \"" + path + "\" changed between planning and loading",
            null,
            "Move the file once it is written completely."),
        Refusal.of(session, move(path, "t")));
    assertEquals("2", Jdbc.value(session, "SELECT count(*) FROM t"));
  }

  private static void sourceGoes(Stage stage) throws Exception {
    String path = changing(stage, "COPY (SELECT 1) TO PROGRAM 'cat > /dev/null; rm %s'");
    Connection session = stage.session();
    assertEquals(
        new Refusal(
            "58P01",
            "could not open file \"" + path + "\" for reading: No such file or directory",
            null,
            "The path is one of the database server's file system, seen by the server's user."),
        Refusal.of(session, move(path, "t")));
    assertEquals("2", Jdbc.value(session, "SELECT count(*) FROM t"));
  }

  private static void makeNested(Stage stage, String innerFile) throws SQLException {
    makeTable(stage);
    Jdbc.execute(
        stage.witness,
        """
        CREATE TABLE inner_t (id integer);
        CREATE FUNCTION inner_move() RETURNS trigger LANGUAGE plpgsql
        AS $f$ BEGIN PERFORM datamove.move(%s, 'inner_t', 'existing_schema'); RETURN NULL; END $f$;
        CREATE TRIGGER inner_move BEFORE INSERT ON t FOR EACH STATEMENT
        EXECUTE FUNCTION inner_move();
        """
            .formatted(Jdbc.literal(innerFile)));
  }

  private static void nestedMove(Stage stage) throws Exception {
    makeNested(stage, stage.file("id\n4\n5\n6\n"));
    Connection session = stage.session();
    assertEquals("2", Jdbc.value(session, move(stage.file("id,v\n1,a\n2,b\n"), "t")));
    assertEquals("3", Jdbc.value(session, "SELECT count(*) FROM inner_t"));
    assertEquals("2", Jdbc.value(session, "SELECT count(*) FROM t"));
  }

  private static void nestedFailure(Stage stage) throws Exception {
    makeNested(stage, stage.file("id\nx\n"));
    Connection session = stage.session();
    Refusal refusal = Refusal.of(session, move(stage.file("id,v\n1,a\n2,b\n"), "t"));
    assertEquals("22P02", refusal.state());
    assertEquals("invalid value for column \"id\"", refusal.message());
    assertEquals("2", Jdbc.value(session, "SELECT count(*) FROM t"));
  }

  private static void twoAtOnce(Stage stage) throws Exception {
    Connection session = stage.session();
    String one = Jdbc.literal(stage.file("id\n1\n"));
    String two = Jdbc.literal(stage.file("id\n1\n2\n"));
    assertEquals(
        "3",
        Jdbc.value(
            session,
            "SELECT a.rows_processed + b.rows_processed FROM datamove.move(%s, 'a') AS a, datamove.move(%s, 'b') AS b"
                .formatted(one, two)));
  }
}
