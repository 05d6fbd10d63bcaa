package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.datamove.testing.Jdbc;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/**
 * A schema before pg_catalog has a type of every name that PostgreSQL's own types have. Whoever
 * calls datamove with such a search_path must not run that schema's code by it.
 */
class SecurityTypesIT {
  /** Of the advisory locks that a sprung trap leaves behind. */
  private static final int SPRUNG = 42;

  private static final String TRAP =
      """
      CREATE SCHEMA trap;
      -- What it does must outlive a rollback: a session's advisory lock does.
      CREATE FUNCTION trap.spring(type text) RETURNS boolean LANGUAGE plpgsql
      SET search_path = pg_catalog AS $$
      BEGIN
        PERFORM pg_advisory_lock(%d, format('trap.%%I', type)::regtype::oid::integer);
        RETURN true;
      END $$;
      DO $$
      DECLARE
        t record;
      BEGIN
        FOR t IN
          SELECT o.typname, o.typtype FROM pg_type o
          WHERE o.typnamespace = 'pg_catalog'::regnamespace AND o.typtype IN ('b', 'r', 'p')
            AND NOT EXISTS (SELECT FROM pg_type e WHERE e.typarray = o.oid)
        LOOP
          EXECUTE format('CREATE DOMAIN trap.%%1$I AS pg_catalog.%%2$I CHECK (trap.spring(%%1$L))',
            t.typname, CASE t.typtype WHEN 'p' THEN 'int4' ELSE t.typname END);
        END LOOP;
      END $$;
      """
          .formatted(SPRUNG);

  private static final String TABLES =
      """
      CREATE TABLE public.old (id integer PRIMARY KEY, word text, gone date, doc jsonb);
      CREATE TABLE public.judged (address inet PRIMARY KEY, doc json, docs jsonb, span daterange);
      CREATE TABLE public.keyed (id integer PRIMARY KEY, word text UNIQUE);
      CREATE TABLE public.fussy (id integer, word text);
      CREATE FUNCTION public.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'not this one'; END $$;
      CREATE TRIGGER refuse AFTER INSERT ON public.fussy FOR EACH ROW
        WHEN (NEW.id = 2) EXECUTE FUNCTION public.refuse();
      CREATE TABLE public.tree (id integer PRIMARY KEY, parent integer REFERENCES public.tree);
      CREATE TABLE public.indexed (id integer, word text);
      CREATE INDEX by_word ON public.indexed (word);
      CREATE TABLE public.divided (id integer, word text);
      CREATE INDEX by_share ON public.divided ((1 / (id - 2)));
      """;

  private static final String NEW_COLUMNS =
      """
      id,word,doc,key,day,at,note
      1,one,"{""a"": 1}",6f1b6a52-2c5b-4c9d-8a0e-0c8e3f1d7a11,2024-01-31,2024-01-31T10:00:00Z,x
      20000000000,two,"{""a"": 2}",6f1b6a52-2c5b-4c9d-8a0e-0c8e3f1d7a12,2024-02-01,2024-02-01T10:00:00Z,y
      """;

  @TestFactory
  Stream<DynamicContainer> callers() {
    return Stage.each(
        List.of(
            new Stage.Named(
                "a superuser", stage -> new Caller(stage, stage.plainSession()).callEverything()),
            new Stage.Named(
                "a role that may not read files",
                stage -> new Caller(stage, Attack.guest(stage)).callEverything())));
  }

  /** Somebody with that search_path. */
  private static final class Caller {
    private final Stage stage;
    private final Connection session;
    private final Map<String, String> sprung = new TreeMap<>();

    private Caller(Stage stage, Connection session) {
      this.stage = stage;
      this.session = session;
    }

    private void callEverything() throws Exception {
      Jdbc.execute(session, TRAP);
      Jdbc.execute(session, TABLES);
      Jdbc.execute(session, "SET search_path = trap, pg_catalog, public");

      String file = file(NEW_COLUMNS);
      succeeds("SELECT datamove.version()");
      succeeds("SELECT * FROM datamove.inspect(%s)".formatted(file));
      succeeds("SELECT datamove.describe('public.old')");
      succeeds("SELECT * FROM datamove.validate(%s, 'public.old', 'new_schema')".formatted(file));
      succeeds(move(file, "fresh", null, "{\"progress\": 0}"));
      succeeds(move(file, "fresh", "existing_schema", "{\"replace_by\": \"delete\"}"));
      succeeds(move(file, "old", "new_schema", "{\"mode\": \"replace\"}"));
      for (String table : List.of("fresh", "old")) {
        assertEquals(
            "pg_catalog",
            Jdbc.value(
                stage.witness,
                """
              SELECT string_agg(DISTINCT t.typnamespace::regnamespace::text, ', ')
              FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
              WHERE a.attnum > 0 AND a.atttypid <> 0 AND a.attrelid = 'public.%s'::regclass
              """
                    .formatted(table)));
      }
      String judged = file("address,doc,docs,span\n10.0.0.1,1,\"\"\"x\"\"\",\"[2024-01-01,)\"\n");
      succeeds(move(judged, "judged", "existing_schema", "{\"mode\": \"upsert\"}"));
      succeeds(move(judged, "judged", "existing_schema", "{\"mode\": \"upsert\"}"));
      succeeds(
          move(
              file("id,word\n1,a\nx,b\n"),
              "keyed",
              "existing_schema",
              "{\"mode\": \"append\", \"on_error\": \"reject\"}"));
      succeeds("SELECT * FROM datamove.rejected_row");
      succeeds("SELECT datamove.clear_rejected()");
      succeeds(
          "SELECT * FROM datamove.move(%s, 'public.keyed', 'existing_schema', dry_run => true, options => %s)"
              .formatted(
                  file("id,word\n1,c\n"),
                  Jdbc.literal("{\"mode\": \"append\", \"rehearse\": true}")));

      String append = "{\"mode\": \"append\"}";
      isLocated("23505", 2, move(file("id,word\n1,c\n"), "keyed", "existing_schema", append));
      isLocated("23505", 3, move(file("id,word\n2,c\n3,a\n"), "keyed", "existing_schema", append));
      String two = file("id,word\n1,a\n2,b\n3,c\n");
      isLocated("P0001", 3, move(two, "fussy", "existing_schema", "{}"));
      isLocated("23503", 3, move(file("id,parent\n1,2\n2,9\n"), "tree", "existing_schema", "{}"));
      succeeds(move(two, "indexed", "existing_schema", "{\"rebuild_indexes\": \"always\"}"));
      isLocated(
          "22012", 3, move(two, "divided", "existing_schema", "{\"rebuild_indexes\": \"always\"}"));
      assertEquals(Map.of(), sprung, "types of the caller's search_path, by call");
    }

    /** A file that the caller may read, as a literal. */
    private String file(String content) throws SQLException {
      String path = Jdbc.literal(stage.file(content));
      Jdbc.execute(stage.witness, "SELECT datamove.allow_source(%s, 'guest')".formatted(path));
      return path;
    }

    private static String move(String file, String table, String type, String options) {
      return "SELECT * FROM datamove.move(%s, 'public.%s', %s, options => %s)"
          .formatted(
              file, table, type == null ? "NULL" : Jdbc.literal(type), Jdbc.literal(options));
    }

    private void succeeds(String call) throws SQLException {
      Jdbc.execute(session, call);
      note(call);
    }

    private void isLocated(String state, int line, String call) throws SQLException {
      Refusal refusal = Refusal.of(session, call);
      note(call);
      assertEquals(state, refusal.state(), refusal::toString);
      assertTrue(
          refusal.detail() != null && refusal.detail().contains("Line " + line + " of "),
          refusal::toString);
    }

    private void note(String call) throws SQLException {
      String types =
          Jdbc.value(
              stage.witness,
              """
            SELECT string_agg(objid::regtype::text, ', ' ORDER BY objid::regtype::text)
            FROM pg_locks WHERE locktype = 'advisory' AND classid = %d AND pid = %s
            """
                  .formatted(SPRUNG, Stage.pid(session)));
      if (types != null) {
        sprung.put(call, types);
        Jdbc.execute(session, "SELECT pg_catalog.pg_advisory_unlock_all()");
      }
    }
  }
}
