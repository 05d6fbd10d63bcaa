package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.datamove.testing.Jdbc;
import org.datamove.testing.Notice;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/**
 * Where an error comes from: a client is shown one line of datamove's own CONTEXT, and what was
 * below a trigger of the user's is in DETAIL, whatever is around the move.
 */
class ErrorContextIT {
  /** Rows that the table "target" refuses with values in all columns, each with its SQLSTATE. */
  private static final String[][] REFUSED = {
    {"23514", "2,2,20,,2,2"},
    {"23505", "1,2,2,,2,2"},
    {"23503", "2,2,2,9,2,2"},
    {"23P01", "2,2,2,,1,2"},
    {"23514", "2,2,2,,2,3"},
    {"22P02", "x,2,2,,2,2"}
  };

  private static final String TABLES =
      """
      CREATE DOMAIN even AS integer CHECK (VALUE % 2 = 0);
      CREATE TABLE parent (id integer PRIMARY KEY);
      CREATE TABLE target (id integer PRIMARY KEY, must integer NOT NULL, small integer CHECK (small < 10),
        parent integer REFERENCES parent, kept integer, even even, EXCLUDE (kept WITH =));
      INSERT INTO target VALUES (1, 1, 1, NULL, 1, 2);
      CREATE FUNCTION inner_one(id integer) RETURNS void LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'not %', id USING ERRCODE = 'P7777', DETAIL = 'The detail.', HINT = 'The hint.',
          SCHEMA = 's', TABLE = 't', COLUMN = 'c', CONSTRAINT = 'k', DATATYPE = 'd';
      END $$;
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.id = 2 THEN
          PERFORM inner_one(NEW.id);
        END IF;
        RETURN NEW;
      END $$;
      CREATE TABLE fussy (id integer PRIMARY KEY);
      CREATE TRIGGER refuse AFTER INSERT ON fussy FOR EACH ROW EXECUTE FUNCTION refuse();
      CREATE FUNCTION cancel() RETURNS boolean LANGUAGE sql SECURITY DEFINER
      AS 'SELECT pg_cancel_backend(pg_backend_pid())';
      CREATE FUNCTION doze() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.id = 1 THEN
          PERFORM cancel();
        END IF;
        FOR i IN 1 .. 1000 LOOP
          PERFORM pg_sleep(0.02);
        END LOOP;
        RETURN NEW;
      END $$;
      CREATE TABLE slow (id integer);
      CREATE TRIGGER doze BEFORE INSERT ON slow FOR EACH ROW EXECUTE FUNCTION doze();
      GRANT ALL ON ALL TABLES IN SCHEMA public TO guest;
      """;

  private static final String BELOW =
      """
      Context: PL/pgSQL function inner_one(integer) line 3 at RAISE
      SQL statement "SELECT inner_one(NEW.id)"
      PL/pgSQL function refuse() line 4 at PERFORM""";

  @TestFactory
  Stream<DynamicContainer> contexts() {
    return Stage.each(
        List.of(
            new Stage.Named("one line of it, copied", s -> oneLine(s, s.plainSession())),
            new Stage.Named("one line of it, staged", s -> oneLine(s, Attack.guest(s))),
            new Stage.Named("one line of it, in a user's function", ErrorContextIT::inFunction),
            new Stage.Named("a trigger's, copied", s -> trigger(s, s.plainSession(), "append")),
            new Stage.Named("a trigger's, staged", s -> trigger(s, Attack.guest(s), "append")),
            new Stage.Named(
                "a trigger's, by a staging table", s -> trigger(s, s.plainSession(), "upsert")),
            new Stage.Named("a trigger's, another language", ErrorContextIT::translated)));
  }

  private static void oneLine(Stage stage, Connection session) throws SQLException {
    Jdbc.execute(stage.witness, TABLES);
    Jdbc.execute(stage.witness, "SELECT datamove.allow_source('/nowhere', 'guest')");
    isOneLine("move", "58P01", session, move("'/nowhere/a.csv'", "target", "{}"));
    isOneLine("move", "22004", session, move("NULL", "target", "{}"));
    String good = allowed(stage, "id\n3\n");
    isOneLine("move", "22023", session, move(good, "target", "{\"nonsense\": 1}"));
    isOneLine("move", "42P01", session, move(good, "nowhere", "{}"));
    String header = "id,must,small,parent,kept,even\n";
    String missing = allowed(stage, header + "2,,2,,2,2\n");
    isOneLine("move", "23502", session, move(missing, "target", "{\"mode\": \"append\"}"));
    for (String[] row : REFUSED) {
      String file = allowed(stage, header + row[1] + "\n");
      isOneLine("move", row[0], session, move(file, "target", "{\"mode\": \"append\"}"));
      if (!row[1].startsWith("1")) {
        isOneLine("move", row[0], session, move(file, "target", "{\"mode\": \"upsert\"}"));
      }
    }
    isOneLine("move", "P7777", session, move(allowed(stage, "id\n2\n"), "fussy", "{}"));
    String slow = "{\"mode\": \"append\"}";
    isOneLine("move", "57014", session, move(allowed(stage, "id\n1\n"), "slow", slow));
    Jdbc.execute(session, "SET statement_timeout = '500ms'");
    isOneLine("move", "57014", session, move(allowed(stage, "id\n2\n"), "slow", slow));
    Jdbc.execute(session, "RESET statement_timeout; SET statement_timeout = '60s'");
    isOneLine(
        "validate",
        "58P01",
        session,
        "SELECT * FROM datamove.validate('/nowhere/a.csv', 'target', 'existing_schema')");
    isOneLine("inspect", "58P01", session, "SELECT * FROM datamove.inspect('/nowhere/a.csv')");
    Jdbc.execute(stage.witness, "BEGIN; LOCK TABLE target");
    isOneLine("move", "55P03", session, move(good, "target", "{\"lock_timeout\": 50}"));
    Jdbc.execute(stage.witness, "ROLLBACK");
  }

  private static void isOneLine(String function, String state, Connection session, String call) {
    ErrorFields error = ErrorFields.of(session, call);
    assertEquals(state, error.state(), () -> call + ": " + error);
    assertTrue(
        error
            .where()
            .matches("PL/pgSQL function datamove\\." + function + "\\(.*\\) line \\d+ at RAISE"),
        () -> call + ": " + error);
  }

  private static void inFunction(Stage stage) throws SQLException {
    Jdbc.execute(stage.witness, TABLES);
    Jdbc.execute(
        stage.witness,
        """
        CREATE FUNCTION nightly() RETURNS bigint LANGUAGE plpgsql AS $$
        BEGIN
          RETURN (SELECT rows_processed FROM %s);
        END $$
        """
            .formatted(move(allowed(stage, "id\n2\n"), "fussy", "{}").substring(14)));
    ErrorFields error = ErrorFields.of(stage.witness, "SELECT nightly()");
    assertEquals("P7777", error.state());
    assertEquals(
        1, error.where().split("PL/pgSQL function datamove\\.", -1).length - 1, error::where);
    assertTrue(
        error.where().contains("PL/pgSQL function nightly() line 3 at RETURN"), error::where);
    assertEquals(1, error.detail().split("Context: ", -1).length - 1, error::detail);
    assertTrue(error.detail().endsWith(BELOW), error::detail);
  }

  private static void trigger(Stage stage, Connection session, String mode) throws SQLException {
    Jdbc.execute(stage.witness, TABLES);
    String path = stage.file("id\n1\n2\n");
    Jdbc.execute(stage.witness, "SELECT datamove.allow_source('%s', 'guest')".formatted(path));
    String call = move(Jdbc.literal(path), "fussy", "{\"mode\": \"" + mode + "\"}");
    String expected = "The detail.\nLine 3 of \"" + path + "\".\n" + BELOW;
    assertEquals(expected, ErrorFields.of(session, call).detail());
    // PL/pgSQL evaluates in another way once a function has failed in the transaction.
    Jdbc.execute(session, "BEGIN");
    for (int i = 0; i < 3; i++) {
      Jdbc.execute(session, "SAVEPOINT s");
      assertEquals(expected, ErrorFields.of(session, call).detail());
      Jdbc.execute(session, "ROLLBACK TO s");
    }
    Jdbc.execute(session, "ROLLBACK");
    String within =
        """
        DO $do$
        BEGIN
          FOR i IN 1 .. 3 LOOP
            BEGIN
              PERFORM * FROM %s;
            EXCEPTION WHEN SQLSTATE 'P7777' THEN
              IF i = 3 THEN RAISE; END IF;
            END;
          END LOOP;
        END $do$
        """
            .formatted(call.substring(14));
    assertEquals(expected, ErrorFields.of(session, within).detail());
  }

  /** The words of CONTEXT are the server's language. */
  private static void translated(Stage stage) throws SQLException {
    Jdbc.execute(stage.witness, TABLES);
    String call = move(allowed(stage, "id\n1\n2\n"), "fussy", "{}");
    for (String language : List.of("de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8", "es_ES.UTF-8")) {
      try {
        Jdbc.execute(stage.witness, "SET lc_messages = '" + language + "'");
      } catch (SQLException e) {
        continue;
      }
      String detail = ErrorFields.of(stage.witness, call).detail();
      if (!detail.contains("PL/pgSQL function")) {
        assertTrue(detail.startsWith("The detail.\nLine 3 of "), detail);
        assertEquals(1, detail.split("inner_one\\(integer\\)", -1).length - 1, detail);
        assertEquals(6 - 1, detail.split("\n", -1).length, detail);
        areLocated(stage);
        Jdbc.execute(stage.witness, "RESET lc_messages");
        return;
      }
    }
    Notice.print(
        "not tested: contexts in another language",
        List.of(
            "the server speaks no other language; with the environment variable LOCPATH it finds what",
            "localedef -i de_DE -f UTF-8 DIRECTORY/de_DE.UTF-8 has made: DIRECTORY:/usr/lib/locale"));
  }

  /** Whoever refuses a row, and in whichever language: its line is told, and nobody's context. */
  private static void areLocated(Stage stage) throws SQLException {
    for (String mode : List.of("append", "upsert")) {
      for (String[] row : REFUSED) {
        if (mode.equals("append") || !row[0].equals("23505")) {
          String file =
              allowed(stage, "id,must,small,parent,kept,even\n9,9,9,,9,8\n" + row[1] + "\n");
          String options = "{\"mode\": \"" + mode + "\"}";
          ErrorFields error = ErrorFields.of(stage.witness, move(file, "target", options));
          assertEquals(row[0], error.state(), error::toString);
          assertTrue(error.detail().contains("Line 3 of "), error::toString);
          assertFalse(error.detail().contains("Context: "), error::toString);
        }
      }
    }
  }

  private static String allowed(Stage stage, String content) throws SQLException {
    String path = Jdbc.literal(stage.file(content));
    Jdbc.execute(stage.witness, "SELECT datamove.allow_source(%s, 'guest')".formatted(path));
    return path;
  }

  private static String move(String file, String table, String options) {
    return "SELECT * FROM datamove.move(%s, 'public.%s', 'existing_schema', options => %s)"
        .formatted(file, table, Jdbc.literal(options));
  }
}
