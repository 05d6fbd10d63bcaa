package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.datamove.testing.Jdbc;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/** What an ordinary role tries in order to lock what others need, or to forge what is kept. */
class SecurityLocksIT {
  private static final List<String> MODES =
      List.of(
          "ROW SHARE",
          "ROW EXCLUSIVE",
          "SHARE UPDATE EXCLUSIVE",
          "SHARE",
          "SHARE ROW EXCLUSIVE",
          "EXCLUSIVE",
          "ACCESS EXCLUSIVE");

  private static final List<String> ON_A_RELATION =
      List.of(
          "SELECT FROM %s FOR UPDATE",
          "SELECT FROM %s FOR NO KEY UPDATE",
          "SELECT FROM %s FOR SHARE",
          "SELECT FROM %s FOR KEY SHARE",
          "DELETE FROM %s",
          "TRUNCATE %s",
          "INSERT INTO %s DEFAULT VALUES",
          "ALTER TABLE %s DISABLE ROW LEVEL SECURITY",
          "CREATE INDEX ON %s ((1))",
          "CREATE TRIGGER t BEFORE INSERT ON %s FOR EACH ROW EXECUTE FUNCTION tsvector_update_trigger()",
          "CREATE RULE r AS ON INSERT TO %s DO NOTHING",
          "CREATE POLICY p ON %s",
          "COMMENT ON TABLE %s IS 'mine'",
          "DROP TABLE %s",
          "ALTER TABLE %s OWNER TO guest");

  /** What anybody may do to a relation of datamove beyond SELECT. */
  private static final String UNDUE =
      """
      SELECT string_agg(DISTINCT concat_ws(' ', r, c.relname, p), ', ')
      FROM pg_class c, unnest(ARRAY['guest', 'loader', 'stranger', 'datamove_user']) AS r,
        unnest(CASE c.relkind WHEN 'S' THEN ARRAY['USAGE', 'UPDATE']
          ELSE ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER'] END) AS p
      WHERE c.relnamespace IN (SELECT n.oid FROM pg_namespace n WHERE n.nspname ~ '^datamove')
        AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
        AND CASE WHEN c.relkind = 'S' THEN has_sequence_privilege(r, c.oid, p)
          WHEN p IN ('INSERT', 'UPDATE', 'REFERENCES') THEN has_any_column_privilege(r, c.oid, p)
          ELSE has_table_privilege(r, c.oid, p) END
      """;

  private static final String OPEN_TO_OTHERS =
      """
      SELECT string_agg(c.relname || ' ' || a.privilege_type, ', ')
      FROM pg_class c, aclexplode(c.relacl) a
      WHERE c.relnamespace = 'datamove'::regnamespace AND a.grantee <> c.relowner
        AND a.privilege_type <> 'SELECT'
      """;

  @TestFactory
  Stream<DynamicContainer> attacks() {
    return Stage.each(
        List.of(
            new Stage.Named("locks on every relation", SecurityLocksIT::relations),
            new Stage.Named("rejects of others go on", SecurityLocksIT::rejectsGoOn),
            new Stage.Named("an advisory lock", SecurityLocksIT::advisory),
            new Stage.Named("forged rejected rows", SecurityLocksIT::forged),
            new Stage.Named("rejected rows inside SECURITY DEFINER", SecurityLocksIT::definer),
            new Stage.Named("what an earlier version gave", SecurityLocksIT::upgrade)));
  }

  private static List<String> relationsOf(Stage stage) throws SQLException {
    String names =
        Jdbc.value(
            stage.witness,
            "SELECT string_agg(oid::regclass::text, ',' ORDER BY relname) FROM pg_class"
                + " WHERE relnamespace = 'datamove'::regnamespace AND relkind IN ('r', 'v')");
    return List.of(names.split(","));
  }

  private static void relations(Stage stage) throws Exception {
    Connection guest = Attack.guest(stage);
    assertEquals(null, Jdbc.value(stage.witness, UNDUE));
    assertEquals(null, Jdbc.value(stage.witness, OPEN_TO_OTHERS));
    List<String> tried = new ArrayList<>();
    Jdbc.execute(guest, "BEGIN");
    for (String relation : relationsOf(stage)) {
      MODES.forEach(mode -> tried.add("LOCK TABLE " + relation + " IN " + mode + " MODE"));
      ON_A_RELATION.forEach(statement -> tried.add(statement.formatted(relation)));
    }
    for (String statement : tried) {
      Jdbc.execute(guest, "SAVEPOINT a");
      Refusal refusal = Refusal.of(guest, statement);
      Jdbc.execute(guest, "ROLLBACK TO a");
      // A view is no table, and a join is not updatable: said before any right is looked at.
      boolean refused = List.of(Attack.DENIED, "42809", "55000", "0A000").contains(refusal.state());
      assertEquals(true, refused, () -> statement + ": " + refusal);
    }
    assertEquals(
        "0",
        Jdbc.value(
            stage.witness,
            """
            SELECT count(*) FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
            WHERE c.relnamespace = 'datamove'::regnamespace AND l.mode <> 'AccessShareLock'
            """));
    Jdbc.execute(guest, "ROLLBACK");
    Attack.shell(stage, "rm -r " + Attack.directory(stage));
  }

  /** While an ordinary role holds all the locks that it can get, and rows of its own. */
  private static void rejectsGoOn(Stage stage) throws Exception {
    Connection guest = Attack.guest(stage);
    String in = Attack.directory(stage);
    Attack.shell(stage, "printf 'id\\n1\\nx\\n' > " + in + "/bad.csv");
    String move =
        "SELECT rows_rejected FROM datamove.move('"
            + in
            + "/bad.csv', '%s', 'existing_schema',"
            + " options => '{\"on_error\": \"reject\", \"lock_timeout\": \"2s\"}')";
    Jdbc.execute(guest, "CREATE TABLE mine (id integer)");
    Jdbc.execute(stage.witness, "CREATE TABLE t (id integer)");
    Jdbc.execute(guest, "BEGIN; SELECT * FROM datamove.rejected_row, datamove.allowed_source");
    for (String relation : relationsOf(stage)) {
      Jdbc.execute(guest, "SAVEPOINT a");
      try {
        Jdbc.execute(guest, "LOCK TABLE " + relation + " IN ACCESS SHARE MODE");
      } catch (SQLException e) {
        Jdbc.execute(guest, "ROLLBACK TO a");
      }
    }
    assertEquals("1", Jdbc.value(guest, move.formatted("mine")));
    Jdbc.execute(guest, "SELECT datamove.clear_rejected()");
    assertEquals("1", Jdbc.value(guest, move.formatted("mine")));
    Jdbc.execute(stage.witness, "SET lock_timeout = '5s'");
    assertEquals("1", Jdbc.value(stage.witness, move.formatted("t")));
    assertEquals("1", Jdbc.value(stage.witness, "SELECT datamove.clear_rejected()"));
    Jdbc.execute(guest, "COMMIT");
    assertEquals("1", Jdbc.value(guest, "SELECT count(*) FROM datamove.rejected_row"));
    Attack.shell(stage, "rm -r " + in);
  }

  /** Anybody may take any advisory lock: nothing of datamove's may wait for one. */
  private static void advisory(Stage stage) throws Exception {
    Connection guest = Attack.guest(stage);
    Jdbc.execute(guest, "SELECT pg_advisory_lock(hashtext('datamove.install'))");
    stage.installAgain();
    assertEquals(
        "0",
        Jdbc.value(
            stage.witness,
            "SELECT count(*) FROM pg_proc WHERE pronamespace = 'datamove'::regnamespace"
                + " AND prosrc ~ 'advisory'"));
    Attack.shell(stage, "rm -r " + Attack.directory(stage));
  }

  private static void forged(Stage stage) throws Exception {
    Connection guest = Attack.guest(stage);
    String in = Attack.directory(stage);
    Attack.shell(stage, "printf 'id\\n1\\nx\\n' > " + in + "/bad.csv");
    Jdbc.execute(
        stage.witness, "CREATE TABLE others (id integer); GRANT SELECT ON others TO guest");
    Jdbc.execute(guest, "CREATE TABLE mine (id integer)");
    String event =
        "'{\"do\": \"keep_rejected\", \"role\": \"10\", \"target\": {\"schema\": \"public\", \"name\":"
            + " \"others\"}, \"rows\": [{\"row_number\": 1, \"line_number\": 1, \"record\": \"x\","
            + " \"code\": \"c\", \"message\": \"m\"}]}'";
    Attack.denied(guest, "SELECT datamove.store_rejected(gen_random_uuid(), " + event + ")");
    Attack.denied(guest, "SELECT datamove.clear_as_caller(NULL, '0')");
    Attack.denied(
        guest, "SELECT datamove.clear_for_caller('{\"caller\": 10, \"until\": \"infinity\"}')");
    Attack.denied(
        guest,
        "CREATE AGGREGATE public.mine(interval) (SFUNC = datamove.clear_as_caller, STYPE = jsonb,"
            + " FINALFUNC = datamove.clear_for_caller)");
    assertEquals(
        "22023",
        Refusal.of(
                guest,
                "SELECT datamove.clear_own_rejected(i) FROM (VALUES (interval '0'), ('1')) v(i)")
            .state());
    Jdbc.execute(
        guest,
        """
        CREATE FUNCTION pg_temp.load(path text, target_name text) RETURNS text LANGUAGE plpgsql AS $$
        DECLARE
          id uuid := gen_random_uuid();
          command json;
          answer text;
        BEGIN
          PERFORM datamove.engine_begin(id, jsonb_set(jsonb_set(
            datamove.build_request('move', path, '{"on_error": "reject"}'),
            '{session,caller}', '"10"'), '{session,search_path}', '"public"')
            || '{"table_name": "mine", "move_type": "existing_schema", "dry_run": false,
              "caller": "10", "role": "10"}');
          LOOP
            command := datamove.engine_next(id, answer);
            EXIT WHEN command ->> 'do' IN ('done', 'failed');
            answer := datamove.run_command(command);
            IF answer::jsonb #> '{values,0,target}' IS NOT NULL THEN
              answer := jsonb_set(answer::jsonb, '{values,0,target,name}', to_jsonb(target_name));
            END IF;
          END LOOP;
          PERFORM datamove.engine_close(id);
          RETURN command ->> 'do';
        EXCEPTION WHEN OTHERS THEN
          PERFORM datamove.engine_close(id);
          RETURN SQLSTATE;
        END
        $$
        """);
    String load = "SELECT pg_temp.load('" + in + "/bad.csv', '%s')";
    for (String target : List.of("others", "nothing", "pg_class\", \"x")) {
      assertEquals("42501", Jdbc.value(guest, load.formatted(target)));
    }
    assertEquals("done", Jdbc.value(guest, load.formatted("mine")));
    assertEquals(
        "guest public.mine",
        Jdbc.value(
            stage.witness,
            "SELECT string_agg(role::regrole || ' ' || table_name, ', ')"
                + " FROM datamove.rejected_row"));
    Attack.shell(stage, "rm -r " + in);
  }

  /** Rows are those of the role whose rights the move ran with, as they are cleared. */
  private static void definer(Stage stage) throws Exception {
    Connection guest = Attack.guest(stage);
    String in = Attack.directory(stage);
    Attack.shell(stage, "printf 'id\\n1\\nx\\n' > " + in + "/bad.csv");
    Jdbc.execute(stage.witness, "CREATE TABLE t (id integer)");
    Jdbc.execute(
        stage.witness,
        "SELECT * FROM datamove.move('%s/bad.csv', 't', 'existing_schema', options =>".formatted(in)
            + " '{\"on_error\": \"reject\"}')");
    Jdbc.execute(
        guest,
        """
        CREATE TABLE mine (id integer);
        CREATE FUNCTION clear() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS
          'SELECT datamove.clear_rejected()';
        CREATE FUNCTION mine(path text) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER AS $$
        BEGIN
          RETURN (SELECT rows_rejected FROM datamove.move(path, 'mine', 'existing_schema',
            options => '{"on_error": "reject"}'));
        END $$;
        """);
    assertEquals("0", Jdbc.value(stage.witness, "SELECT public.clear()"));
    assertEquals("1", Jdbc.value(stage.witness, "SELECT public.mine('" + in + "/bad.csv')"));
    assertEquals(
        "guest, postgres",
        Jdbc.value(
            stage.witness,
            "SELECT string_agg(role::regrole::text, ', ' ORDER BY role::regrole::text)"
                + " FROM datamove.rejected_row"));
    assertEquals("1", Jdbc.value(stage.witness, "SELECT public.clear()"));
    assertEquals("1", Jdbc.value(stage.witness, "SELECT datamove.clear_rejected()"));
    assertEquals("0", Jdbc.value(stage.witness, "SELECT datamove.clear_rejected('1 day')"));
    Attack.shell(stage, "rm -r " + in);
  }

  private static void upgrade(Stage stage) throws Exception {
    Jdbc.execute(
        stage.witness,
        """
        GRANT SELECT, INSERT, DELETE ON datamove.rejected_row TO datamove_user;
        GRANT UPDATE (record) ON datamove.rejected_row TO stranger;
        GRANT ALL ON datamove.allowed_source TO PUBLIC;
        GRANT SELECT ON datamove.setting TO loader;
        DROP POLICY own_moves ON datamove.rejected_row;
        CREATE POLICY own_moves ON datamove.rejected_row USING (true) WITH CHECK (true);
        CREATE FUNCTION datamove.store_rejected(move_id uuid, table_name text, rejected json)
          RETURNS void LANGUAGE sql AS 'SELECT';
        GRANT EXECUTE ON FUNCTION datamove.store_rejected(uuid, text, json) TO datamove_user;
        """);
    stage.installAgain();
    assertEquals(null, Jdbc.value(stage.witness, UNDUE));
    assertEquals(null, Jdbc.value(stage.witness, OPEN_TO_OTHERS));
    assertEquals(
        "t",
        Jdbc.value(
            stage.witness, "SELECT has_table_privilege('loader', 'datamove.setting', 'SELECT')"),
        "what an administrator gave to be read he has given");
    assertEquals(
        "r", Jdbc.value(stage.witness, "SELECT polcmd FROM pg_policy WHERE polname = 'own_moves'"));
    assertEquals(
        "datamove.store_rejected(uuid,json)",
        Jdbc.value(
            stage.witness,
            "SELECT string_agg(oid::regprocedure::text, ', ') FROM pg_proc"
                + " WHERE proname = 'store_rejected'"));
  }
}
