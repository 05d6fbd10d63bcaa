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

/** After a move the catalog says the same of every index as before, whatever became of it. */
class IndexSurvivalIT {
  private static final String TABLE =
      """
      CREATE SCHEMA "S's";
      CREATE FUNCTION "S's".written(text) RETURNS text IMMUTABLE LANGUAGE plpgsql
        AS 'BEGIN RETURN upper($1); END';
      CREATE TABLE "S's"."T t" (gone integer, id integer NOT NULL, "N n" text COLLATE "C", d numeric,
        j jsonb, a integer[], p point, r int4range, w tsvector, at timestamptz, u uuid);
      ALTER TABLE "S's"."T t" DROP COLUMN gone;
      SET search_path = "S's";
      ALTER TABLE "T t" ADD PRIMARY KEY (id) INCLUDE (u);
      ALTER TABLE "T t" ADD CONSTRAINT apart EXCLUDE USING gist (r WITH &&);
      CREATE INDEX "I i's" ON "T t" ("N n");
      CREATE INDEX b01 ON "T t" (id DESC NULLS LAST, d NULLS FIRST) INCLUDE (u, at);
      CREATE INDEX b02 ON "T t" ("N n" COLLATE "POSIX" text_pattern_ops) WITH (fillfactor = 71);
      CREATE INDEX b03 ON "T t" (lower("N n"), (d + 1)) WHERE "N n" <> ' WHERE x' AND d > 0.5;
      CREATE INDEX b04 ON "T t" (d) WITH (deduplicate_items = off);
      CREATE INDEX b05 ON "T t" ((j ->> 'k')) WHERE j ? 'k';
      CREATE INDEX b07 ON "T t" (date_trunc('day', at AT TIME ZONE 'UTC'));
      CREATE INDEX h01 ON "T t" USING hash (u) WITH (fillfactor = 50);
      CREATE INDEX g01 ON "T t" USING gin (j jsonb_path_ops) WITH (fastupdate = off);
      CREATE INDEX g02 ON "T t" USING gin (a, w) WITH (gin_pending_list_limit = 128);
      CREATE INDEX g03 ON "T t" USING gin (to_tsvector('simple', "N n"));
      CREATE INDEX s01 ON "T t" USING gist (p, w tsvector_ops(siglen = 100)) WITH (buffering = on);
      CREATE INDEX s02 ON "T t" USING gist (r range_ops);
      CREATE INDEX s03 ON "T t" USING gist (box(p, p));
      CREATE INDEX q01 ON "T t" USING spgist (p kd_point_ops);
      CREATE INDEX q02 ON "T t" USING spgist ("N n") WHERE id <> 3;
      CREATE INDEX n01 ON "T t" USING brin (id, at) WITH (pages_per_range = 7, autosummarize = on);
      CREATE INDEX n02 ON "T t" USING brin (id int4_minmax_multi_ops(values_per_range = 16));
      CREATE INDEX n03 ON "T t" USING brin ("N n" text_bloom_ops(false_positive_rate = 0.05));
      CREATE INDEX n04 ON "T t" USING brin (r range_inclusion_ops);
      CREATE UNIQUE INDEX u01 ON "T t" ((d * 2)) WHERE d IS NOT NULL;
      CREATE UNIQUE INDEX u02 ON "T t" (u) NULLS NOT DISTINCT;
      CREATE UNIQUE INDEX u03 ON "T t" (id) INCLUDE ("N n");
      ALTER TABLE "T t" REPLICA IDENTITY USING INDEX u03;
      CREATE INDEX x01 ON "T t" (written("N n"));
      CREATE INDEX x02 ON "T t" (d);
      ALTER TABLE "T t" CLUSTER ON x02;
      CREATE INDEX x03 ON "T t" (("N n" || 'x'), ("N n" || 'y'));
      ALTER INDEX x03 ALTER COLUMN 2 SET STATISTICS 42;
      CREATE INDEX x04 ON "T t" (id);
      ALTER INDEX x04 DEPENDS ON EXTENSION plpgsql;
      COMMENT ON INDEX b01 IS E'it''s "b01" \\\\ über\\nnext';
      COMMENT ON INDEX u01 IS 'unique';
      COMMENT ON INDEX s01 IS '';
      INSERT INTO "T t" (id, r) VALUES (100, '[1,2)');
      RESET search_path;
      """;

  private static final String FILE =
      """
      id,N n,d,j,a,p,r,w,at,u
      1,Ab,1.5,"{""k"": 1}","{1,2}","(1,2)","[1,2)",'cat':1,2024-01-01 00:00:00+00,00000000-0000-0000-0000-000000000001
      2,cD,,"{""k"": 2}",,"(3,4)","[5,7)",'dog':2,2024-01-02 00:00:00+00,00000000-0000-0000-0000-000000000002
      3,,0.25,,{},,,,,
      """;

  /** All that pg_catalog has of the indexes, but for what is their storage. */
  private static final String CATALOG =
      """
      SELECT string_agg(concat_ws(' | ', c.relname, pg_get_indexdef(c.oid), n.nspname, r.rolname,
        c.reltablespace, c.reloptions, c.relam, c.relpersistence, c.relkind, c.relispartition,
        c.relacl, c.relnatts, to_jsonb(i) - 'indexrelid' - 'indexprs' - 'indpred' - 'indcheckxmin',
        pg_get_expr(i.indexprs, i.indrelid), pg_get_expr(i.indpred, i.indrelid),
        obj_description(c.oid, 'pg_class'),
        (SELECT string_agg(concat_ws(' ', a.attname, a.atttypid, a.atttypmod, a.attcollation,
           a.attstattarget, a.attstorage, a.attoptions), ', ' ORDER BY a.attnum)
         FROM pg_attribute a WHERE a.attrelid = c.oid),
        (SELECT string_agg(concat_ws(' ', d.deptype, pg_describe_object(d.refclassid, d.refobjid,
           d.refobjsubid)), ', ' ORDER BY d.deptype, d.refclassid, d.refobjid, d.refobjsubid)
         FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid),
        (SELECT k.conname FROM pg_constraint k WHERE k.conindid = c.oid)), E'\\n' ORDER BY c.relname)
      FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_roles r ON r.oid = c.relowner
      WHERE i.indrelid = '"S''s"."T t"'::regclass
      """;

  private static final String OIDS =
      "SELECT string_agg(indexrelid::text, ' ' ORDER BY indexrelid) FROM pg_index"
          + " WHERE indrelid = '\"S''s\".\"T t\"'::regclass";

  private static final String MOVE =
      """
      SELECT string_agg(i ->> 'name', ' ' ORDER BY i ->> 'name')
      FROM datamove.move(%s, '"S''s"."T t"', '%s', options => '{"rebuild_indexes": "always"}') m,
        jsonb_array_elements(m.report #> '{target,indexes}') i WHERE i ->> 'handling' = 'rebuilt'
      """;

  private static final String REBUILT =
      "I i's b01 b02 b03 b04 b05 b07 g01 g02 g03 h01 n01 n02 n03 n04 q01 q02 s01 s02 s03";

  @TestFactory
  Stream<DynamicContainer> moves() {
    return Stage.each(
        List.of(
            new Stage.Named("every kind of index", IndexSurvivalIT::everyKind),
            new Stage.Named("tablespaces", IndexSurvivalIT::tablespaces),
            new Stage.Named("vectors", IndexSurvivalIT::vectors),
            new Stage.Named("large, in parallel", IndexSurvivalIT::large),
            new Stage.Named("another search_path", IndexSurvivalIT::searchPath)));
  }

  private static void check(Stage stage, Connection session, String move) throws SQLException {
    String before = Jdbc.value(stage.witness, CATALOG);
    String oids = Jdbc.value(stage.witness, OIDS);
    assertEquals(REBUILT, Jdbc.value(session, move));
    assertEquals(before, Jdbc.value(stage.witness, CATALOG));
    assertTrue(!oids.equals(Jdbc.value(stage.witness, OIDS)), "they are other objects");
    assertEquals("3", Jdbc.value(stage.witness, "SELECT count(*) FROM \"S's\".\"T t\""));
    String rebuilt = Jdbc.value(stage.witness, OIDS);
    Jdbc.execute(session, "BEGIN");
    assertEquals(REBUILT, Jdbc.value(session, move));
    Jdbc.execute(session, "ROLLBACK");
    assertEquals(before, Jdbc.value(stage.witness, CATALOG));
    assertEquals(rebuilt, Jdbc.value(stage.witness, OIDS));
  }

  private static void everyKind(Stage stage) throws SQLException {
    Jdbc.execute(stage.witness, TABLE);
    Connection session = stage.session();
    String path = Jdbc.literal(stage.file(FILE));
    check(stage, session, MOVE.formatted(path, "existing_schema"));
    check(stage, session, MOVE.formatted(path, "new_schema"));
  }

  private static void searchPath(Stage stage) throws SQLException {
    Jdbc.execute(stage.witness, TABLE);
    Connection session = stage.session();
    Jdbc.execute(
        session,
        """
        CREATE SCHEMA evil;
        CREATE FUNCTION evil.lower(text) RETURNS text IMMUTABLE LANGUAGE sql AS 'SELECT ''evil''';
        CREATE OPERATOR evil.+ (FUNCTION = numeric_sub, LEFTARG = numeric, RIGHTARG = numeric);
        SET search_path = evil, pg_catalog, "S's";
        """);
    check(stage, session, MOVE.formatted(Jdbc.literal(stage.file(FILE)), "existing_schema"));
  }

  private static void tablespaces(Stage stage) throws SQLException {
    Jdbc.execute(stage.witness, TABLE);
    Jdbc.execute(stage.witness, "SET allow_in_place_tablespaces = on");
    Jdbc.execute(stage.witness, "CREATE TABLESPACE \"other's\" LOCATION ''");
    try (Connection session = stage.session()) {
      Jdbc.execute(
          session,
          """
          ALTER INDEX "S's".b01 SET TABLESPACE "other's";
          ALTER INDEX "S's".b03 SET TABLESPACE "other's";
          ALTER INDEX "S's".q02 SET TABLESPACE "other's";
          """);
      String move = MOVE.formatted(Jdbc.literal(stage.file(FILE)), "existing_schema");
      check(stage, session, move);
      Jdbc.execute(session, "SET default_tablespace = \"other's\"");
      check(stage, session, move);
    } finally {
      Jdbc.execute(stage.witness, "DROP SCHEMA \"S's\" CASCADE");
      Jdbc.execute(stage.witness, "DROP TABLESPACE \"other's\"");
    }
  }

  /** What parallel workers do in a session with the engine must not disturb it. */
  private static void large(Stage stage) throws SQLException {
    String path =
        stage.large(
            "indexed",
            "SELECT 'id,k,name' UNION ALL SELECT concat(i, ',', i::bigint * 7919 % 400009, ',', md5(i::text))"
                + " FROM generate_series(1, 400000) i");
    Jdbc.execute(
        stage.witness,
        """
        CREATE TABLE big (id integer, k integer, name text);
        CREATE INDEX big_k ON big (k); CREATE INDEX big_name ON big (lower(name));
        CREATE INDEX big_h ON big USING hash (k);
        """);
    Connection session = stage.session();
    Jdbc.execute(
        session, "SET max_parallel_maintenance_workers = 2; SET min_parallel_table_scan_size = 0");
    assertEquals(
        "big_k big_name",
        Jdbc.value(
            session,
            """
            SELECT string_agg(i ->> 'name', ' ' ORDER BY i ->> 'name')
            FROM datamove.move(%s, 'big', 'existing_schema') m,
              jsonb_array_elements(m.report #> '{target,indexes}') i
            WHERE i ->> 'handling' = 'rebuilt'
            """
                .formatted(Jdbc.literal(path))));
    Jdbc.execute(session, "SET enable_seqscan = off");
    assertEquals("400000", Jdbc.value(session, "SELECT count(*) FROM big WHERE k >= 0"));
  }

  private static void vectors(Stage stage) throws SQLException {
    String available = "SELECT count(*) FROM pg_available_extensions WHERE name = 'vector'";
    if (Jdbc.value(stage.witness, available).equals("0")) {
      return;
    }
    Jdbc.execute(
        stage.witness,
        """
        CREATE SCHEMA "S's"; CREATE SCHEMA x; CREATE EXTENSION vector SCHEMA x;
        CREATE TABLE "S's"."T t" (id integer, v x.vector(3), h x.halfvec(3), s x.sparsevec(9), b bit(4));
        SET search_path = "S's", x;
        CREATE INDEX a ON "T t" USING hnsw (v vector_l2_ops);
        CREATE INDEX b ON "T t" USING hnsw (v vector_ip_ops) WITH (m = 4, ef_construction = 20);
        CREATE INDEX c ON "T t" USING hnsw (h halfvec_cosine_ops) WHERE id > 1;
        CREATE INDEX d ON "T t" USING hnsw (s sparsevec_l1_ops);
        CREATE INDEX e ON "T t" USING hnsw (b bit_jaccard_ops);
        CREATE INDEX f ON "T t" USING hnsw ((binary_quantize(v)::bit(3)) bit_hamming_ops);
        CREATE INDEX g ON "T t" USING hnsw ((subvector(v, 1, 2)::vector(2)) vector_cosine_ops);
        CREATE INDEX h ON "T t" USING ivfflat (v vector_cosine_ops) WITH (lists = 3);
        CREATE INDEX i ON "T t" USING ivfflat ((v::halfvec(3)) halfvec_l2_ops) WITH (lists = 2);
        RESET search_path;
        """);
    Connection session = stage.session();
    String before = Jdbc.value(stage.witness, CATALOG);
    String file = "id,v,h,s,b\n1,\"[1,2,3]\",\"[1,2,3]\",{1:1}/9,1010\n2,\"[3,2,1]\",,,\n3,,,,\n";
    assertEquals(
        "a b c d e f g h i",
        Jdbc.value(session, MOVE.formatted(Jdbc.literal(stage.file(file)), "existing_schema")));
    assertEquals(before, Jdbc.value(stage.witness, CATALOG));
  }
}
