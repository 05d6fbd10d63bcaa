package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.datamove.testing.Jdbc;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/**
 * Chunks that the owner of datamove copies into a temporary table for a caller who may not read
 * server files: what becomes of the rows, and what the caller cannot make of the owner's rights.
 */
class StagedLoadIT {
  private static final String DENIED = "42501";

  @TestFactory
  Stream<DynamicContainer> staged() {
    return Stage.each(
        List.of(
            new Stage.Named("the line of a refused row", StagedLoadIT::refusedRow),
            new Stage.Named("nothing is left of it", StagedLoadIT::nothingLeft),
            new Stage.Named("where no temporary table can be made", StagedLoadIT::restricted),
            new Stage.Named("default privileges on the owner's tables", StagedLoadIT::privileges),
            new Stage.Named("a table of the caller's in its place", StagedLoadIT::replaced),
            new Stage.Named("types that would run the caller's code", StagedLoadIT::types)));
  }

  /** A session of {@code guest} with a table {@code mine} and functions that go to the gate. */
  private static Connection guest(Stage stage, String path) throws SQLException {
    Jdbc.execute(
        stage.witness,
        """
        GRANT CREATE ON SCHEMA public TO guest;
        CREATE TABLE proof (who name);
        GRANT INSERT ON proof TO guest;
        SELECT datamove.allow_source('%s', 'guest')
        """
            .formatted(path));
    Connection session = stage.plainSession();
    Jdbc.execute(
        session,
        """
        SET SESSION AUTHORIZATION guest;
        CREATE TABLE mine (id integer, name varchar(5));
        CREATE FUNCTION spring() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN INSERT INTO proof VALUES (current_user); RETURN NEW; END $$;
        -- What move() does, in no block, with a statement once the stage is there, and the target
        -- described with another type.
        CREATE FUNCTION load(between_ text, type jsonb) RETURNS text LANGUAGE plpgsql AS $$
        DECLARE
          id uuid := gen_random_uuid();
          stage text := format('%%I', 'datamove_chunk_' || id);
          staged boolean := false;
          command json;
          answer text;
        BEGIN
          PERFORM datamove.engine_begin(id, jsonb_set(
            datamove.build_request('move', '%s', '{}'), '{session,search_path}', '"public"')
            || '{"table_name": "mine", "move_type": "existing_schema", "dry_run": false}');
          LOOP
            IF NOT staged AND to_regclass('pg_temp.' || stage) IS NOT NULL THEN
              staged := true;
              EXECUTE replace(between_, 'STAGE', stage);
            END IF;
            command := datamove.engine_next(id, answer);
            EXIT WHEN command ->> 'do' IN ('done', 'failed');
            answer := datamove.run_command(command);
            IF type IS NOT NULL AND answer::jsonb #> '{values,0,table}' IS NOT NULL THEN
              answer := jsonb_set(answer::jsonb, '{values,0,table,columns,0,base_type}', type);
            ELSIF type IS NOT NULL AND answer::jsonb #> '{values,0,columns}' IS NOT NULL THEN
              answer := jsonb_set(answer::jsonb, '{values,0,columns,0,base_type}', type);
            END IF;
          END LOOP;
          PERFORM datamove.engine_close(id);
          RETURN command ->> 'do';
        EXCEPTION WHEN OTHERS THEN
          PERFORM datamove.engine_close(id);
          RAISE;
        END $$
        """
            .formatted(path));
    return session;
  }

  private static String rows(int number) {
    StringBuilder csv = new StringBuilder("id,name\n");
    for (int i = 1; i <= number; i++) {
      csv.append(i).append(",n").append(i).append('\n');
    }
    return csv.toString();
  }

  private static String move(String path, String more) {
    return "SELECT * FROM datamove.move('%s', 'mine', 'existing_schema'%s)".formatted(path, more);
  }

  private static void refusedRow(Stage stage) throws SQLException {
    String path = stage.file(rows(20));
    Connection guest = guest(stage, path);
    Jdbc.execute(guest, "ALTER TABLE mine ADD CHECK (id <> 13)");
    for (String more : List.of("", ", batch_size => 5", ", batch_size => 1")) {
      Refusal refusal = Refusal.of(guest, move(path, more));
      assertEquals("23514", refusal.state(), refusal::toString);
      assertEquals(
          "Line 14 of \""
              + path
              + "\" holds \"13\": new row violates check constraint \"mine_id_check\".",
          refusal.detail());
    }
  }

  private static void nothingLeft(Stage stage) throws SQLException {
    String path = stage.file(rows(20));
    Connection guest = guest(stage, path);
    Jdbc.execute(guest, "BEGIN");
    for (int i = 0; i < 2; i++) {
      assertEquals(
          "stage",
          Jdbc.value(
              guest,
              "SELECT jsonb_path_query_first(report, '$.plan[*] ? (@.kind == \"load\").method') #>> '{}'"
                  + " FROM datamove.move('%s', 'mine', 'existing_schema', batch_size => 7)"
                      .formatted(path)));
    }
    assertEquals("20", Jdbc.value(guest, "SELECT count(*) FROM mine"));
    assertEquals(
        "0",
        Jdbc.value(guest, "SELECT count(*) FROM pg_class WHERE relname LIKE 'datamove_chunk%'"));
    Jdbc.execute(guest, "ROLLBACK");
    assertEquals("0", Jdbc.value(guest, "SELECT count(*) FROM mine"));
  }

  private static void restricted(Stage stage) throws SQLException {
    String path = stage.file(rows(20));
    Connection guest = guest(stage, path);
    Jdbc.execute(
        guest,
        """
        CREATE FUNCTION moved() RETURNS bigint LANGUAGE sql AS $$
          SELECT rows_processed FROM datamove.move('%s', 'public.mine', 'existing_schema')
        $$;
        CREATE MATERIALIZED VIEW counted AS SELECT public.moved() AS rows WITH NO DATA;
        REFRESH MATERIALIZED VIEW counted
        """
            .formatted(path));
    assertEquals("20", Jdbc.value(guest, "SELECT rows FROM counted"));
    assertEquals("210", Jdbc.value(guest, "SELECT sum(id) FROM mine"));
  }

  private static void privileges(Stage stage) throws SQLException {
    String path = stage.file(rows(3));
    Connection guest = guest(stage, path);
    Jdbc.execute(stage.witness, "ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO guest, PUBLIC");
    for (String attack :
        List.of(
            "CREATE TRIGGER t BEFORE INSERT ON pg_temp.STAGE FOR EACH ROW EXECUTE FUNCTION spring()",
            "CREATE RULE r AS ON INSERT TO pg_temp.STAGE DO ALSO INSERT INTO proof VALUES ('x')",
            "INSERT INTO pg_temp.STAGE VALUES (1, 'x')",
            "DELETE FROM pg_temp.STAGE",
            "TRUNCATE pg_temp.STAGE",
            "DROP TABLE pg_temp.STAGE",
            "ALTER TABLE pg_temp.STAGE ALTER c1 SET DEFAULT 1",
            "CREATE TEMPORARY TABLE c () INHERITS (pg_temp.STAGE)")) {
      Refusal refusal = Refusal.of(guest, "SELECT load(" + Jdbc.literal(attack) + ", NULL)");
      assertEquals(DENIED, refusal.state(), () -> attack + ": " + refusal);
    }
    assertEquals("done", Jdbc.value(guest, "SELECT load('SELECT FROM pg_temp.STAGE', NULL)"));
    assertEquals("0", Jdbc.value(stage.witness, "SELECT count(*) FROM proof"));
  }

  private static void replaced(Stage stage) throws SQLException {
    String path = stage.file(rows(3));
    Connection guest = guest(stage, path);
    String own =
        "DISCARD TEMP; CREATE TEMPORARY TABLE STAGE (c1 integer, c2 varchar(5));"
            + " CREATE TRIGGER t BEFORE INSERT ON pg_temp.STAGE FOR EACH ROW EXECUTE FUNCTION spring()";
    for (String attack : List.of("DISCARD TEMP", own)) {
      Refusal refusal = Refusal.of(guest, "SELECT load(" + Jdbc.literal(attack) + ", NULL)");
      assertEquals("55000", refusal.state(), () -> attack + ": " + refusal);
    }
    assertEquals("0", Jdbc.value(stage.witness, "SELECT count(*) FROM proof"));
  }

  private static void types(Stage stage) throws SQLException {
    String path = stage.file(rows(3));
    Connection guest = guest(stage, path);
    Jdbc.execute(
        guest,
        """
        CREATE FUNCTION note(value integer) RETURNS boolean LANGUAGE plpgsql AS $$
        BEGIN INSERT INTO proof VALUES (current_user); RETURN true; END $$;
        CREATE DOMAIN vector AS integer CHECK (note(VALUE));
        CREATE TYPE int4 AS (a vector);
        """);
    String type = "{\"schema\": \"%s\", \"name\": \"%s\", \"mod\": -1, \"kind\": \"b\"}";
    for (String[] name :
        new String[][] {
          {"public", "vector"},
          {"public", "_vector"},
          {"public", "int4"},
          {"public", "mine"},
          {"pg_catalog", "regclass"},
          {"pg_catalog", "integer); DROP TABLE public.proof; --"},
          {"pg_catalog", "record"}
        }) {
      String asked = Jdbc.literal(type.formatted(name[0], name[1]));
      Refusal refusal = Refusal.of(stage.witness, "SELECT datamove.stage_type(" + asked + ")");
      assertEquals("42809", refusal.state(), () -> name[1] + ": " + refusal);
      assertEquals("done", Jdbc.value(guest, "SELECT load('SELECT 1', " + asked + ")"), name[1]);
    }
    assertEquals("0", Jdbc.value(stage.witness, "SELECT count(*) FROM proof"));
  }
}
