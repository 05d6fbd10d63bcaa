package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.util.List;
import java.util.stream.Stream;
import org.datamove.testing.Jdbc;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/** What an ordinary role tries at the gate to the engine. */
class SecurityGateIT {
  @TestFactory
  Stream<DynamicContainer> attacks() {
    return Stage.each(
        List.of(
            new Stage.Named("the engine's functions", SecurityGateIT::innerFunctions),
            new Stage.Named("a request of its own making", SecurityGateIT::forgedRequest),
            new Stage.Named("the gate called in odd ways", SecurityGateIT::oddCalls),
            new Stage.Named("somebody else's handle", SecurityGateIT::foreignHandle),
            new Stage.Named("settings", SecurityGateIT::settings)));
  }

  private static void innerFunctions(Stage stage) throws Exception {
    Connection guest = Attack.guest(stage);
    assertEquals(
        null,
        Jdbc.value(
            stage.witness,
            """
            SELECT string_agg(oid::regprocedure::text, ', ') FROM pg_proc
            WHERE pronamespace = 'datamove'::regnamespace
              AND (prolang IN (SELECT oid FROM pg_language WHERE lanname LIKE 'java%')
                OR proname ~ '^(java|program)_|^(engine_open|engine_request|open_for_caller|ask_as_caller|role_sources|allow_source|revoke_source|session_role|create_stage|fill_stage|drop_stage|engine_turn|store_rejected|lock_rejected|open_rejected|fetch_rejected|keep_again|remove_reloaded|release_rejected|correct_as_caller|correct_for_caller|stage_type)$')
              AND (has_function_privilege('guest', oid, 'EXECUTE')
                OR has_function_privilege('datamove_user', oid, 'EXECUTE'))
            """));
    for (String call :
        List.of(
            "engine_open(gen_random_uuid(), '{}', 10)",
            "engine_request(gen_random_uuid(), '{}', 10)",
            "open_for_caller('{\"caller\": 10, \"request\": {}, \"move_id\": null}')",
            "ask_as_caller(NULL, gen_random_uuid(), '{}')",
            "role_sources(10)",
            "allow_source('/', 'guest')",
            "create_stage(gen_random_uuid(), '{}')",
            "drop_stage(gen_random_uuid())",
            "engine_turn(gen_random_uuid(), NULL)",
            "fill_stage(gen_random_uuid(), '/etc/passwd', 'text')",
            "revoke_source('/', 'guest')")) {
      Attack.denied(guest, "SELECT datamove." + call);
    }
    for (String table : List.of("setting", "source_grant")) {
      Attack.denied(guest, "SELECT * FROM datamove." + table);
      Attack.denied(guest, "DELETE FROM datamove." + table);
    }
    Refusal.of(guest, "INSERT INTO datamove.allowed_source VALUES ('/', 'guest')");
    Refusal.of(guest, "DELETE FROM datamove.allowed_source");
    Attack.denied(guest, "CREATE FUNCTION datamove.f() RETURNS int LANGUAGE sql AS 'SELECT 1'");
    Attack.denied(
        guest,
        "CREATE AGGREGATE public.mine(uuid, jsonb) (SFUNC = datamove.ask_as_caller, STYPE = jsonb,"
            + " FINALFUNC = datamove.open_for_caller)");
  }

  private static void forgedRequest(Stage stage) throws Exception {
    Connection guest = Attack.guest(stage);
    String in = Attack.directory(stage);
    String all =
        "{\"may_copy_files\": true, \"chunk_directory\": \"/etc\", \"work_directory\": \"/x\","
            + " \"access\": [{\"role\": \"postgres\", \"all_files\": true, \"all_objects\": true}]}";
    String forged =
        "{\"task\": \"%s\", \"csv_path\": \"%s\", \"options\": {}, \"session\": %s,"
            + " \"table_name\": \"x\", \"dry_run\": true}";
    for (String sessionInfo : List.of(all, "[" + all + "]", "null", "\"x\"")) {
      for (String task : List.of("inspect", "resolve", "move")) {
        String event = Attack.lastEvent(guest, forged.formatted(task, "/etc/passwd", sessionInfo));
        assertTrue(event.contains("42501"), event);
      }
    }
    String allowed = Attack.lastEvent(guest, forged.formatted("inspect", in + "/a.csv", all));
    assertTrue(allowed.contains("\"done\""), allowed);
    Attack.shell(stage, "rm -r " + in);
  }

  private static void oddCalls(Stage stage) throws Exception {
    Connection guest = Attack.guest(stage);
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
    assertEquals("22P02", Refusal.of(guest, wrong).state());
    assertEquals("22P02", Refusal.of(guest, "SELECT datamove.engine_close('../x')").state());
  }

  private static void foreignHandle(Stage stage) throws Exception {
    Connection guest = Attack.guest(stage);
    String id = "00000000-0000-4000-8000-00000000abcd";
    String failed = Jdbc.value(guest, "SELECT datamove.engine_next('" + id + "', NULL)");
    assertTrue(failed.contains("\"failed\""), failed);
    Jdbc.execute(guest, "SELECT datamove.engine_close('" + id + "')");
  }

  private static void settings(Stage stage) throws Exception {
    Connection guest = Attack.guest(stage);
    Jdbc.execute(
        guest,
        "SET datamove.content = 'x'; SET datamove.access = '[]'; SET datamove.role = 'postgres';"
            + " SET datamove.session_role = 'postgres'; SET datamove.install_engine = 'program';"
            + " SET standard_conforming_strings = off; SET quote_all_identifiers = on;"
            + " SET IntervalStyle = 'sql_standard';"
            + " SET transform_null_equals = on");
    Attack.denied(guest, Attack.inspect("/etc/passwd"));
    Attack.denied(guest, "SET ROLE postgres");
    String in = Attack.directory(stage);
    assertEquals("id", Jdbc.value(guest, Attack.inspect(in + "/a.csv")));
    Attack.shell(stage, "rm -r " + in);
  }
}
