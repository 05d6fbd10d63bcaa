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

/** What an ordinary role tries in order to get at more than it was given. */
class SecurityIT {
  private static final String DENIED = "42501";

  @TestFactory
  Stream<DynamicContainer> attacks() {
    return Stage.each(
        List.of(
            new Stage.Named("files outside the prefix", SecurityIT::filesOutside),
            new Stage.Named("whether a file exists", SecurityIT::existence),
            new Stage.Named("another role's prefix, an heir of its name", SecurityIT::otherRoles),
            new Stage.Named("the engine's functions", SecurityIT::innerFunctions),
            new Stage.Named("a request of its own making", SecurityIT::forgedRequest),
            new Stage.Named("the gate called in odd ways", SecurityIT::oddCalls),
            new Stage.Named("somebody else's handle", SecurityIT::foreignHandle),
            new Stage.Named("settings", SecurityIT::settings),
            new Stage.Named("search_path", SecurityIT::searchPath),
            new Stage.Named("code on its own table", SecurityIT::ownTable),
            new Stage.Named("names and options that are SQL", SecurityIT::injection),
            new Stage.Named("a SECURITY DEFINER procedure", SecurityIT::borrowedProcedure),
            new Stage.Named("a superuser who runs its code", SecurityIT::superuserLured),
            new Stage.Named("rejected rows of others", SecurityIT::rejectedRows)));
  }

  /** A session of {@code guest}, who may create tables and read the files of one directory. */
  private static Connection guest(Stage stage) throws SQLException {
    Jdbc.execute(
        stage.witness,
        "GRANT CREATE ON SCHEMA public TO guest;"
            + " GRANT CREATE ON DATABASE %s TO guest".formatted(database(stage)));
    Jdbc.execute(
        stage.witness, "SELECT datamove.allow_source('" + directory(stage) + "', 'guest')");
    Connection session = stage.plainSession();
    Jdbc.execute(session, "SET SESSION AUTHORIZATION guest");
    return session;
  }

  private static String database(Stage stage) throws SQLException {
    return Jdbc.value(stage.witness, "SELECT current_database()");
  }

  /** A directory with a file {@code a.csv}, made by the server's own user. */
  private static String directory(Stage stage) throws SQLException {
    String path = stage.writablePath().replaceAll("/[^/]*$", "/security_" + database(stage));
    shell(stage, "mkdir -p " + path + " && printf 'id\\n1\\n2\\n' > " + path + "/a.csv");
    return path;
  }

  private static void shell(Stage stage, String command) throws SQLException {
    Jdbc.execute(
        stage.witness, "COPY (SELECT 1) TO PROGRAM " + Jdbc.literal("cat > /dev/null; " + command));
  }

  private static String inspect(String path) {
    return "SELECT name FROM datamove.inspect(" + Jdbc.literal(path) + ")";
  }

  private static Refusal denied(Connection session, String sql) {
    Refusal refusal = Refusal.of(session, sql);
    assertEquals(DENIED, refusal.state(), () -> sql + ": " + refusal);
    return refusal;
  }

  private static void filesOutside(Stage stage) throws Exception {
    Connection guest = guest(stage);
    String in = directory(stage);
    shell(
        stage,
        ("cd %s && ln -sf /etc/passwd link && ln -sfn /etc etc && mkfifo -m 666 fifo"
                + " && gzip -c ../PG_VERSION > ../security.csv.gz && ln -sf ../security.csv.gz x.csv.gz")
            .formatted(in));
    assertEquals("id", Jdbc.value(guest, inspect(in + "/a.csv")));
    for (String path :
        List.of(
            "/etc/passwd",
            in + "/../PG_VERSION",
            in + "2/a.csv",
            in + "/link",
            in + "/etc/passwd",
            in + "/x.csv.gz",
            "/proc/self/environ",
            in + "/etc/pass*",
            "/etc/p*",
            "file:///etc/passwd",
            "/dev/zero",
            "s3://bucket/a.csv")) {
      Refusal refusal = Refusal.of(guest, inspect(path));
      assertTrue(
          refusal.state().equals(DENIED) || path.contains("://"), () -> path + ": " + refusal);
    }
    assertEquals("42809", Refusal.of(guest, inspect(in + "/fifo")).state());
    shell(stage, "rm -r " + in + "/../security.csv.gz " + in);
  }

  private static void existence(Stage stage) throws Exception {
    Connection guest = guest(stage);
    String in = directory(stage);
    shell(
        stage,
        "cd %s && ln -s /etc/passwd there && ln -s /etc/no_such_file not_there".formatted(in));
    for (List<String> pair :
        List.of(
            List.of("/etc/passwd", "/etc/no_such_file"),
            List.of("/etc", "/no_such_directory"),
            List.of("/etc/passwd/x", "/no_such_directory/x"),
            List.of("/dev/zero", "/dev/no_such_device"),
            List.of(in + "/../PG_VERSION", in + "/../NO_VERSION"),
            List.of(in + "/there", in + "/not_there"))) {
      Refusal there = denied(guest, inspect(pair.get(0)));
      Refusal missing = denied(guest, inspect(pair.get(1)));
      assertEquals(
          there.message().replace(pair.get(0), ""), missing.message().replace(pair.get(1), ""));
      assertEquals(there.detail(), missing.detail());
      assertEquals(there.hint(), missing.hint());
    }
    shell(stage, "rm -r " + in);
  }

  private static void otherRoles(Stage stage) throws Exception {
    String in = directory(stage);
    String heir = "heir_" + database(stage);
    String team = "team_" + database(stage);
    String create =
        "CREATE ROLE %s; GRANT datamove_user, pg_execute_server_program TO %1$s".formatted(heir);
    Jdbc.execute(stage.witness, create + "; CREATE ROLE " + team);
    Jdbc.execute(stage.witness, "SELECT datamove.allow_source('%s', '%s')".formatted(in, heir));
    Connection session = stage.plainSession();
    Jdbc.execute(session, "SET SESSION AUTHORIZATION " + heir);
    assertEquals("id", Jdbc.value(session, inspect(in + "/a.csv")));
    Jdbc.execute(session, "RESET SESSION AUTHORIZATION; SET SESSION AUTHORIZATION guest");
    denied(session, inspect(in + "/a.csv"));

    Jdbc.execute(session, "RESET SESSION AUTHORIZATION");
    Jdbc.execute(stage.witness, "DROP ROLE " + heir + "; " + create);
    Jdbc.execute(session, "SET SESSION AUTHORIZATION " + heir);
    denied(session, inspect(in + "/a.csv"));
    assertEquals("0", Jdbc.value(session, "SELECT count(*) FROM datamove.allowed_source"));

    Jdbc.execute(stage.witness, "SELECT datamove.allow_source('%s', '%s')".formatted(in, team));
    assertEquals(
        "1",
        Jdbc.value(stage.witness, "SELECT count(*) FROM datamove.source_grant"),
        "the void entry is gone");
    Jdbc.execute(stage.witness, "ALTER ROLE %s NOINHERIT; GRANT %s TO %1$s".formatted(heir, team));
    denied(session, inspect(in + "/a.csv"));
    Jdbc.execute(stage.witness, "GRANT datamove_user, pg_execute_server_program TO " + team);
    Jdbc.execute(session, "SET ROLE " + team);
    assertEquals("id", Jdbc.value(session, inspect(in + "/a.csv")));
    Jdbc.execute(session, "RESET SESSION AUTHORIZATION; RESET ROLE");
    Jdbc.execute(stage.witness, "DROP ROLE %s, %s".formatted(heir, team));
    shell(stage, "rm -r " + in);
  }

  private static void innerFunctions(Stage stage) throws Exception {
    Connection guest = guest(stage);
    assertEquals(
        null,
        Jdbc.value(
            stage.witness,
            """
            SELECT string_agg(oid::regprocedure::text, ', ') FROM pg_proc
            WHERE pronamespace = 'datamove'::regnamespace
              AND (prolang IN (SELECT oid FROM pg_language WHERE lanname LIKE 'java%')
                OR proname ~ '^(java|program)_|^(engine_open|engine_request|open_for_caller|ask_as_caller|role_sources|allow_source|revoke_source|session_role)$')
              AND (has_function_privilege('guest', oid, 'EXECUTE')
                OR has_function_privilege('datamove_user', oid, 'EXECUTE'))
            """));
    for (String call :
        List.of(
            "engine_open(gen_random_uuid(), '{}')",
            "engine_request('{}', 10)",
            "open_for_caller('{\"caller\": 10, \"request\": {}, \"move_id\": null}')",
            "ask_as_caller(NULL, gen_random_uuid(), '{}')",
            "role_sources(10)",
            "allow_source('/', 'guest')",
            "revoke_source('/', 'guest')")) {
      denied(guest, "SELECT datamove." + call);
    }
    for (String table : List.of("setting", "source_grant")) {
      denied(guest, "SELECT * FROM datamove." + table);
      denied(guest, "DELETE FROM datamove." + table);
    }
    Refusal.of(guest, "INSERT INTO datamove.allowed_source VALUES ('/', 'guest')");
    Refusal.of(guest, "DELETE FROM datamove.allowed_source");
    denied(guest, "CREATE FUNCTION datamove.f() RETURNS int LANGUAGE sql AS 'SELECT 1'");
    denied(
        guest,
        "CREATE AGGREGATE public.mine(uuid, jsonb) (SFUNC = datamove.ask_as_caller, STYPE = jsonb,"
            + " FINALFUNC = datamove.open_for_caller)");
  }

  /** What a request that goes straight to the gate ends in. */
  private static String lastEvent(Connection session, String request) throws SQLException {
    Jdbc.execute(
        session,
        """
        CREATE OR REPLACE FUNCTION pg_temp.ask(request jsonb) RETURNS text LANGUAGE plpgsql AS $$
        DECLARE
          id uuid := gen_random_uuid();
          handle text := datamove.engine_begin(id, request);
          event json;
        BEGIN
          LOOP
            event := datamove.engine_next(handle, NULL);
            EXIT WHEN event ->> 'state' <> 'pending';
          END LOOP;
          PERFORM datamove.engine_close(id);
          RETURN event;
        END
        $$
        """);
    return Jdbc.value(session, "SELECT pg_temp.ask(" + Jdbc.literal(request) + ")");
  }

  private static void forgedRequest(Stage stage) throws Exception {
    Connection guest = guest(stage);
    String in = directory(stage);
    String all =
        "{\"may_copy_files\": true, \"chunk_directory\": \"/etc\", \"work_directory\": \"/x\","
            + " \"access\": [{\"role\": \"postgres\", \"all_files\": true, \"all_objects\": true}]}";
    String forged =
        "{\"task\": \"%s\", \"csv_path\": \"%s\", \"options\": {}, \"session\": %s,"
            + " \"target\": {\"schema\": \"public\", \"name\": \"x\"}}";
    for (String sessionInfo : List.of(all, "[" + all + "]", "null", "\"x\"")) {
      for (String task : List.of("inspect", "resolve", "move")) {
        String event = lastEvent(guest, forged.formatted(task, "/etc/passwd", sessionInfo));
        assertTrue(event.contains("42501"), event);
      }
    }
    String allowed = lastEvent(guest, forged.formatted("inspect", in + "/a.csv", all));
    assertTrue(allowed.contains("\"done\""), allowed);
    shell(stage, "rm -r " + in);
  }

  private static void oddCalls(Stage stage) throws Exception {
    Connection guest = guest(stage);
    String request = "'{\"task\": \"inspect\", \"csv_path\": \"/etc/passwd\"}'";
    for (String query :
        List.of(
            "SELECT datamove.engine_begin(gen_random_uuid(), r) FROM (VALUES ("
                + request
                + "::jsonb), ("
                + request
                + ")) AS v(r)",
            "SELECT datamove.engine_begin(gen_random_uuid(), '{}') WHERE false",
            "SELECT datamove.engine_begin(NULL, '{}')",
            "SELECT datamove.engine_begin(gen_random_uuid(), NULL)",
            "SELECT datamove.engine_begin(gen_random_uuid(), '[]')")) {
      assertEquals("22023", Refusal.of(guest, query).state(), query);
    }
    String wrong = "SELECT datamove.engine_next('../../etc/1', NULL)";
    if (stage.isProgram()) {
      assertEquals("22P02", Refusal.of(guest, wrong).state());
    } else {
      assertTrue(Jdbc.value(guest, wrong).contains("not under way"));
    }
    assertEquals("22P02", Refusal.of(guest, "SELECT datamove.engine_close('../x')").state());
  }

  private static void foreignHandle(Stage stage) throws Exception {
    Connection guest = guest(stage);
    String id = "00000000-0000-4000-8000-00000000abcd";
    String failed = Jdbc.value(guest, "SELECT datamove.engine_next('" + id + "/1', NULL)");
    assertTrue(failed.contains("\"failed\""), failed);
    assertEquals(null, Jdbc.value(guest, "SELECT datamove.engine_locate('" + id + "', 1)"));
    Jdbc.execute(guest, "SELECT datamove.engine_close('" + id + "')");
  }

  private static void settings(Stage stage) throws Exception {
    Connection guest = guest(stage);
    Jdbc.execute(
        guest,
        "SET datamove.content = 'x'; SET datamove.access = '[]'; SET datamove.role = 'postgres';"
            + " SET datamove.session_role = 'postgres'; SET datamove.install_engine = 'program';"
            + " SET standard_conforming_strings = off; SET quote_all_identifiers = on;"
            + " SET IntervalStyle = 'sql_standard';"
            + " SET transform_null_equals = on");
    denied(guest, inspect("/etc/passwd"));
    denied(guest, "SET ROLE postgres");
    String in = directory(stage);
    assertEquals("id", Jdbc.value(guest, inspect(in + "/a.csv")));
    shell(stage, "rm -r " + in);
  }

  private static void searchPath(Stage stage) throws Exception {
    Connection guest = guest(stage);
    String in = directory(stage);
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
    denied(guest, inspect("/etc/passwd"));
    Jdbc.execute(
        guest, "SELECT * FROM datamove.move('%s/a.csv', 'mine', 'existing_schema')".formatted(in));
    assertEquals("2", Jdbc.value(guest, "SELECT pg_catalog.count(*) FROM mine"));
    assertEquals(
        null,
        Jdbc.value(stage.witness, "SELECT string_agg(DISTINCT who, ', ') FROM trap.log"),
        "nothing of the caller's was run instead of PostgreSQL's");
    shell(stage, "rm -r " + in);
  }

  private static void ownTable(Stage stage) throws Exception {
    Connection guest = guest(stage);
    String in = directory(stage);
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
    shell(stage, "rm -r " + in);
  }

  private static void injection(Stage stage) throws Exception {
    Connection guest = guest(stage);
    String in = directory(stage);
    String evil = "x\"); DROP TABLE victim; --";
    shell(
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
    shell(stage, "rm -r " + in);
  }

  private static void borrowedProcedure(Stage stage) throws Exception {
    Connection guest = guest(stage);
    String in = directory(stage);
    String body =
        " FUNCTION public.%s(path text) RETURNS text LANGUAGE sql SECURITY DEFINER AS"
            + " 'SELECT name FROM datamove.inspect(path)'";
    Jdbc.execute(stage.witness, "CREATE" + body.formatted("of_postgres"));
    Jdbc.execute(
        stage.witness,
        "CREATE"
            + body.formatted("of_loader")
            + "; ALTER FUNCTION of_loader(text) OWNER TO loader");
    denied(guest, "SELECT of_postgres('/etc/passwd')");
    denied(guest, "SELECT of_loader('/etc/passwd')");
    assertEquals("id", Jdbc.value(guest, "SELECT of_loader('" + in + "/a.csv')"));
    shell(stage, "rm -r " + in);
  }

  private static void superuserLured(Stage stage) throws Exception {
    Connection guest = guest(stage);
    Jdbc.execute(
        guest,
        """
        CREATE FUNCTION lure(path text) RETURNS text LANGUAGE sql SECURITY DEFINER
          AS 'SELECT name FROM datamove.inspect(path)';
        CREATE MATERIALIZED VIEW lured AS SELECT lure('/etc/passwd') WITH NO DATA;
        CREATE MATERIALIZED VIEW seen AS SELECT name FROM datamove.inspect('/etc/passwd') WITH NO DATA;
        """);
    String role = "Role \"guest\" has neither";
    Refusal called = denied(stage.witness, "SELECT public.lure('/etc/passwd')");
    assertTrue(called.detail().startsWith(role), called.detail());
    denied(stage.witness, "REFRESH MATERIALIZED VIEW public.lured");
    denied(stage.witness, "REFRESH MATERIALIZED VIEW public.seen");
  }

  private static void rejectedRows(Stage stage) throws Exception {
    Connection guest = guest(stage);
    String in = directory(stage);
    shell(stage, "printf 'id\\nx\\n' > " + in + "/bad.csv");
    Jdbc.execute(stage.witness, "CREATE TABLE t (id integer)");
    Jdbc.execute(
        stage.witness,
        "SELECT * FROM datamove.move('%s/bad.csv', 't', 'existing_schema', options =>".formatted(in)
            + " '{\"on_error\": \"reject\"}')");
    assertEquals("1", Jdbc.value(stage.witness, "SELECT count(*) FROM datamove.rejected_row"));
    assertEquals("0", Jdbc.value(guest, "SELECT count(*) FROM datamove.rejected_row"));
    Jdbc.execute(guest, "DELETE FROM datamove.rejected_row");
    denied(
        guest,
        "INSERT INTO datamove.rejected_row (move_id, role, table_name, row_number, line_number,"
            + " record, code, message) VALUES (gen_random_uuid(), 10, 't', 1, 1, 'x', 'c', 'm')");
    denied(guest, "UPDATE datamove.rejected_row SET record = 'x'");
    Jdbc.execute(
        guest,
        "CREATE FUNCTION clear() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS"
            + " 'SELECT datamove.clear_rejected()'");
    assertEquals("0", Jdbc.value(stage.witness, "SELECT public.clear()"));
    assertEquals("1", Jdbc.value(stage.witness, "SELECT count(*) FROM datamove.rejected_row"));
    assertEquals("1", Jdbc.value(stage.witness, "SELECT datamove.clear_rejected()"));
    shell(stage, "rm -r " + in);
  }
}
