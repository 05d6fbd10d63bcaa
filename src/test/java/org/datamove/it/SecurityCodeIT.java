package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.datamove.testing.Jdbc;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/** What an ordinary role tries with code, names and rows of its own. */
class SecurityCodeIT {
  @TestFactory
  Stream<DynamicContainer> attacks() {
    return Stage.each(
        List.of(
            new Stage.Named("search_path", SecurityCodeIT::searchPath),
            new Stage.Named("code on its own table", SecurityCodeIT::ownTable),
            new Stage.Named("event trigger without schemas", SecurityCodeIT::eventTrigger),
            new Stage.Named("names and options that are SQL", SecurityCodeIT::injection),
            new Stage.Named("rejected rows of others", SecurityCodeIT::rejectedRows)));
  }

  private static void searchPath(Stage stage) throws Exception {
    Connection guest = Attack.guest(stage);
    String in = Attack.directory(stage);
    Jdbc.execute(
        guest,
        """
        CREATE SCHEMA trap;
        CREATE TABLE trap.log (who name);
        CREATE FUNCTION trap.spring() RETURNS void LANGUAGE plpgsql AS $$
          BEGIN INSERT INTO trap.log SELECT current_user; END $$;
        CREATE FUNCTION trap.pg_has_role(oid, text, text) RETURNS boolean LANGUAGE sql
          AS 'SELECT trap.spring(); SELECT true';
        CREATE FUNCTION trap.current_setting(text) RETURNS text LANGUAGE sql
          AS 'SELECT trap.spring(); SELECT ''postgres''::text';
        CREATE FUNCTION trap.jsonb_typeof(jsonb) RETURNS text LANGUAGE sql
          AS 'SELECT trap.spring(); SELECT ''object''::text';
        CREATE FUNCTION trap.json_extract_path_text(json, VARIADIC text[]) RETURNS text LANGUAGE sql
          AS 'SELECT trap.spring(); SELECT NULL::text';
        CREATE FUNCTION trap.same(text, text) RETURNS boolean LANGUAGE sql
          AS 'SELECT trap.spring(); SELECT true';
        CREATE OPERATOR trap.= (LEFTARG = text, RIGHTARG = text, FUNCTION = trap.same);
        CREATE OPERATOR trap.<> (LEFTARG = text, RIGHTARG = text, FUNCTION = trap.same);
        CREATE TABLE trap.pg_roles (oid oid, rolname name, rolsuper boolean);
        CREATE TABLE trap.pg_class (oid oid, relname name);
        CREATE TABLE mine (id integer);
        SET search_path = trap, pg_catalog, public;
        """);
    Attack.denied(guest, Attack.inspect("/etc/passwd"));
    Jdbc.execute(
        guest, "SELECT * FROM datamove.move('%s/a.csv', 'mine', 'existing_schema')".formatted(in));
    assertEquals("2", Jdbc.value(guest, "SELECT pg_catalog.count(*) FROM mine"));
    assertEquals(
        null,
        Jdbc.value(stage.witness, "SELECT string_agg(DISTINCT who, ', ') FROM trap.log"),
        "nothing of the caller's was run instead of PostgreSQL's");
    Attack.shell(stage, "rm -r " + in);
  }

  private static void ownTable(Stage stage) throws Exception {
    Connection guest = Attack.guest(stage);
    String in = Attack.directory(stage);
    Jdbc.execute(
        guest,
        """
        CREATE TABLE log (place text, who name, login name);
        CREATE FUNCTION note(place text) RETURNS text LANGUAGE plpgsql AS $$
        BEGIN
          INSERT INTO log VALUES (place, current_user, session_user);
          BEGIN
            PERFORM FROM datamove.setting;
            INSERT INTO log VALUES ('got at the settings', current_user, session_user);
          EXCEPTION WHEN insufficient_privilege THEN NULL;
          END;
          RETURN place;
        END $$;
        CREATE FUNCTION on_row() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN PERFORM note('trigger'); RETURN coalesce(NEW, OLD); END $$;
        CREATE FUNCTION checked(value integer) RETURNS boolean LANGUAGE plpgsql AS $$
        BEGIN RETURN note('domain') IS NOT NULL; END $$;
        CREATE DOMAIN number AS integer CHECK (checked(VALUE));
        CREATE TABLE mine (id number, noted text DEFAULT note('default'), CHECK (note('check') > ''));
        INSERT INTO mine VALUES (7);
        CREATE TRIGGER t BEFORE INSERT OR DELETE ON mine FOR EACH ROW EXECUTE FUNCTION on_row();
        CREATE TRIGGER s AFTER TRUNCATE ON mine EXECUTE FUNCTION on_row();
        DELETE FROM log;
        """);
    Jdbc.execute(
        guest,
        "SELECT * FROM datamove.move('%s/a.csv', 'mine', 'existing_schema', options =>"
                .formatted(in)
            + " '{\"mode\": \"append\"}')");
    assertEquals(
        "check, default, domain, trigger",
        Jdbc.value(guest, "SELECT string_agg(DISTINCT place, ', ' ORDER BY place) FROM log"));
    assertEquals(
        "guest guest",
        Jdbc.value(guest, "SELECT string_agg(DISTINCT concat_ws(' ', who, login), ', ') FROM log"));
    Attack.shell(stage, "rm -r " + in);
  }

  /** Its function is a superuser's, but what it names may be the caller's. */
  private static void eventTrigger(Stage stage) throws Exception {
    Connection guest = Attack.guest(stage);
    String in = Attack.directory(stage);
    Jdbc.execute(
        guest,
        """
        CREATE TABLE mine (id integer);
        CREATE TABLE ran (who name);
        CREATE FUNCTION spring() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN INSERT INTO public.ran VALUES (current_user); RETURN NEW; END $$;
        CREATE TEMPORARY TABLE log (tag text);
        CREATE TRIGGER spring BEFORE INSERT ON log FOR EACH ROW EXECUTE FUNCTION spring();
        """);
    Jdbc.execute(
        stage.witness,
        """
        CREATE TABLE log (tag text);
        CREATE FUNCTION note() RETURNS event_trigger LANGUAGE plpgsql AS $$
        BEGIN INSERT INTO log VALUES (tg_tag); END $$;
        CREATE EVENT TRIGGER starts ON ddl_command_start EXECUTE FUNCTION note();
        CREATE EVENT TRIGGER ends ON ddl_command_end EXECUTE FUNCTION note();
        CREATE EVENT TRIGGER drops ON sql_drop EXECUTE FUNCTION note();
        """);
    Jdbc.execute(
        guest, "SELECT * FROM datamove.move('%s/a.csv', 'mine', 'existing_schema')".formatted(in));
    Jdbc.execute(guest, "CREATE TABLE another (id integer)");
    assertEquals(
        "guest", Jdbc.value(stage.witness, "SELECT string_agg(DISTINCT who, ', ') FROM ran"));
    assertEquals("origin", Jdbc.value(guest, "SHOW session_replication_role"));
    Attack.shell(stage, "rm -r " + in);
  }

  private static void injection(Stage stage) throws Exception {
    Connection guest = Attack.guest(stage);
    String in = Attack.directory(stage);
    String evil = "x\"); DROP TABLE victim; --";
    Attack.shell(
        stage,
        "printf '%s\\n' 'id,\"x\"\"); DROP TABLE victim; --\",$(id)' '1,2,3' > "
            + in
            + "/evil.csv");
    Jdbc.execute(guest, "CREATE TABLE victim (id integer); INSERT INTO victim VALUES (1)");
    String move = "SELECT * FROM datamove.move('" + in + "/evil.csv', %s, options => %s)";
    Jdbc.execute(guest, move.formatted("'\"t\"\"; DROP TABLE victim; --\"'", "'{}'"));
    assertEquals(
        evil,
        Jdbc.value(
            guest,
            "SELECT attname FROM pg_attribute WHERE attrelid = '\"t\"\"; DROP TABLE victim;"
                + " --\"'::regclass AND attnum = 2"));
    for (String options :
        List.of(
            "{\"null\": \"'; DROP TABLE victim; --\"}",
            "{\"delimiter\": \"'; DROP TABLE victim; --\"}",
            "{\"encoding\": \"'; DROP TABLE victim; --\"}",
            "{\"lock_timeout\": \"1s'; DROP TABLE victim; --\"}",
            "{\"'; DROP TABLE victim; --\": 1}")) {
      try {
        Jdbc.execute(guest, "DROP TABLE IF EXISTS n");
        Jdbc.execute(guest, move.formatted("'n'", Jdbc.literal(options)));
      } catch (SQLException e) {
        assertTrue(e.getSQLState().startsWith("22"), e.getMessage());
      }
    }
    assertEquals(
        "42602", Refusal.of(guest, move.formatted("'n; DROP TABLE victim; --'", "'{}'")).state());
    assertEquals("1", Jdbc.value(guest, "SELECT count(*) FROM victim"));
    Attack.shell(stage, "rm -r " + in);
  }

  private static void rejectedRows(Stage stage) throws Exception {
    Connection guest = Attack.guest(stage);
    String in = Attack.directory(stage);
    Attack.shell(stage, "printf 'id\\nx\\n1\\n' > " + in + "/bad.csv");
    Jdbc.execute(stage.witness, "CREATE TABLE t (id integer)");
    Jdbc.execute(
        stage.witness,
        "SELECT * FROM datamove.move('%s/bad.csv', 't', 'existing_schema', options =>".formatted(in)
            + " '{\"on_error\": \"reject\"}')");
    assertEquals("1", Jdbc.value(stage.witness, "SELECT count(*) FROM datamove.rejected_row"));
    assertEquals("0", Jdbc.value(guest, "SELECT count(*) FROM datamove.rejected_row"));
    Attack.denied(guest, "DELETE FROM datamove.rejected_row");
    Attack.denied(
        guest,
        "INSERT INTO datamove.rejected_row (move_id, role, table_name, row_number, line_number,"
            + " record, code, message) VALUES (gen_random_uuid(), 10, 't', 1, 1, 'x', 'c', 'm')");
    Attack.denied(guest, "UPDATE datamove.rejected_row SET record = 'x'");
    Jdbc.execute(
        guest,
        "CREATE FUNCTION clear() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS"
            + " 'SELECT datamove.clear_rejected()'");
    assertEquals("0", Jdbc.value(stage.witness, "SELECT public.clear()"));
    assertEquals("1", Jdbc.value(stage.witness, "SELECT count(*) FROM datamove.rejected_row"));
    assertEquals("1", Jdbc.value(stage.witness, "SELECT datamove.clear_rejected()"));
    Attack.shell(stage, "rm -r " + in);
  }
}
