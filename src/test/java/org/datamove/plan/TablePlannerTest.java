package org.datamove.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.datamove.request.Described;
import org.datamove.request.Requests;
import org.datamove.type.InferredType;
import org.datamove.type.PgType;
import org.datamove.validate.move.Operation;
import org.junit.jupiter.api.Test;

class TablePlannerTest {
  private static final String LOAD =
      "load: COPY \"s\".\"t\" (\"v\", \"id\") FROM '<chunk>' (FORMAT text, ENCODING 'UTF8')";

  private static final PgType BIGINT = new PgType("pg_catalog", "int8", 'b', -1, "bigint");
  private static final PgType INTEGER = new PgType("pg_catalog", "int4", 'b', -1, "integer");

  private static Described table() {
    return Described.table("t").column("id", "int4").column("v", "text").primaryKey("id");
  }

  private static Plan plan(String options, Described table) {
    return plan(options, table, Evolution.NONE, "v", "id");
  }

  private static Plan plan(String options, Described table, Evolution evolution, String... names) {
    return TablePlanner.plan(
        Requests.of("{'move_type': 'existing_schema', 'options': {" + options + "}}", table),
        Planned.file(names),
        Operation.EXISTING_SCHEMA,
        evolution,
        false);
  }

  private static List<String> steps(String options, Described table) {
    return Planned.show(plan(options, table));
  }

  @Test
  void truncateAndLoad() {
    assertEquals(
        List.of(
            "lock: ACCESS EXCLUSIVE",
            "truncate: TRUNCATE TABLE ONLY \"s\".\"t\"",
            LOAD,
            "analyze: ANALYZE \"s\".\"t\""),
        steps("", table()));
  }

  @Test
  void deleteAndLoad() {
    List<String> expected =
        List.of("lock: SHARE ROW EXCLUSIVE", "delete: DELETE FROM ONLY \"s\".\"t\"", LOAD);
    assertEquals(expected, steps("'replace_by': 'delete', 'analyze': false", table()));
    assertEquals(expected, steps("", table().may("insert,delete")));
  }

  @Test
  void aPartitionedTableHasNoRowsOfItsOwn() {
    assertEquals(
        "truncate: TRUNCATE TABLE \"s\".\"t\"",
        steps("", table().with("{'kind': 'partitioned table'}")).get(1));
    assertEquals(
        "delete: DELETE FROM \"s\".\"t\"",
        steps("'replace_by': 'delete'", table().with("{'kind': 'partitioned table'}")).get(1));
  }

  @Test
  void append() {
    assertEquals(
        List.of("lock: ROW EXCLUSIVE", LOAD), steps("'mode': 'append', 'analyze': false", table()));
  }

  @Test
  void rowSecurityTakesInserts() {
    Plan plan = plan("", table().with("{'row_security': {'active_for_caller': true}}"));
    assertEquals("delete", plan.steps().get(0).kind());
    assertEquals(Step.Load.Method.INSERT, Planned.load(plan).method());
    assertEquals(
        "INSERT INTO \"s\".\"t\" (\"v\", \"id\") OVERRIDING SYSTEM VALUE SELECT c0, c1 FROM"
            + " pg_catalog.json_to_recordset($1) AS batch(c0 text, c1 int4)",
        Planned.load(plan).sql());
  }

  @Test
  void typesThatCanBeEncodedTakeAStage() {
    Described table = Described.table("t").column("id", "int4").column("v", "int8");
    Plan plan = plan("", table.with("{'row_security': {'active_for_caller': true}}"));
    assertEquals(Step.Load.Method.STAGE, Planned.load(plan).method());
    assertEquals(
        "INSERT INTO \"s\".\"t\" (\"v\", \"id\") OVERRIDING SYSTEM VALUE SELECT * FROM"
            + " pg_temp.\"<chunk>\"",
        Planned.load(plan).sql());
    assertEquals(
        "INSERT INTO \"s\".\"t\" (\"v\", \"id\") OVERRIDING SYSTEM VALUE SELECT c0, c1 FROM"
            + " pg_catalog.json_to_recordset($1) AS batch(c0 int8, c1 int4)",
        Planned.load(plan).byBatches().sql());
  }

  @Test
  void oneStatementTakesAllRowsWhereOneMust() {
    String staging = "pg_temp.\"datamove_staging_t\"";
    List<String> expected =
        List.of(
            "lock: ACCESS EXCLUSIVE",
            "truncate: TRUNCATE TABLE ONLY \"s\".\"t\"",
            "create_staging: CREATE TEMPORARY TABLE \"datamove_staging_t\" ON COMMIT DROP AS SELECT"
                + " \"v\", \"id\", 0::bigint AS datamove_place FROM \"s\".\"t\" WITH NO DATA",
            "load: COPY "
                + staging
                + " (\"v\", \"id\", \"datamove_place\") FROM '<chunk>' (FORMAT text, ENCODING"
                + " 'UTF8')",
            "insert_from_staging: INSERT INTO \"s\".\"t\" (\"v\", \"id\") OVERRIDING SYSTEM VALUE"
                + " SELECT \"v\", \"id\" FROM "
                + staging,
            "drop_staging: DROP TABLE " + staging);
    assertEquals(expected, steps("'analyze': false", table().selfReference("v")));
    for (String flag : List.of("statement_insert", "after_row_insert")) {
      assertEquals(
          expected,
          steps("'analyze': false", table().with("{'trigger_flags': {'" + flag + "': true}}")));
    }
    assertEquals(
        4, steps("", table().with("{'trigger_flags': {'before_row_insert': true}}")).size());
  }

  @Test
  void theStagingTablesNameFits() {
    String name = "é".repeat(31);
    String staged =
        steps("", Described.table(name).column("id", "int4").column("v", "text").selfReference("v"))
            .get(2);
    assertTrue(
        staged.startsWith(
            "create_staging: CREATE TEMPORARY TABLE \"datamove_staging_" + "é".repeat(23) + "\" "),
        staged);
  }

  private static final String UNCHANGED =
      "pg_catalog.set_config('datamove.unchanged',"
          + " (pg_catalog.current_setting('datamove.unchanged')::pg_catalog.int8"
          + " OPERATOR(pg_catalog.+) 1)::pg_catalog.text, true) IS NULL";

  private static final String TOLD =
      " AS is_new) SELECT pg_catalog.json_build_object('inserted', pg_catalog.count(*) FILTER"
          + " (WHERE is_new), 'updated', pg_catalog.count(*) FILTER (WHERE NOT is_new),"
          + " 'unchanged', pg_catalog.current_setting('datamove.unchanged')::pg_catalog.int8)"
          + " FROM written";

  @Test
  void upsertByKey() {
    String staging = "pg_temp.\"datamove_staging_t\"";
    List<String> steps = steps("'mode': 'upsert', 'analyze': false", table());
    assertEquals("lock: SHARE ROW EXCLUSIVE", steps.get(0));
    assertEquals(
        List.of(
            "insert_from_staging: WITH written AS (INSERT INTO \"s\".\"t\" AS kept (\"v\", \"id\")"
                + " OVERRIDING SYSTEM VALUE SELECT \"v\", \"id\" FROM "
                + staging
                + " WHERE (SELECT pg_catalog.set_config('datamove.unchanged', '0',"
                + " true)) IS NOT NULL ON CONFLICT (\"id\") DO UPDATE SET \"v\" = excluded.\"v\""
                + " WHERE CASE WHEN ROW(kept.\"v\")::pg_catalog.record OPERATOR(pg_catalog.*<>)"
                + " ROW(excluded.\"v\")::pg_catalog.record THEN true ELSE "
                + UNCHANGED
                + " END RETURNING kept.xmax OPERATOR(pg_catalog.=) 0"
                + TOLD,
            "drop_staging: DROP TABLE " + staging),
        steps.subList(3, steps.size()));
  }

  @Test
  void whereATableDoesNotShowWhichRowsWereUpdatedASettingDoes() {
    String sql = steps("'mode': 'upsert'", table().with("{'kind': 'partitioned table'}")).get(3);
    assertTrue(
        sql.contains(
            " WHERE (SELECT pg_catalog.set_config('datamove.unchanged', '0', true)) IS"
                + " NOT NULL AND pg_catalog.set_config('datamove.row_is', 'new', true) IS NOT NULL"
                + " ON CONFLICT "),
        sql);
    assertTrue(
        sql.contains(
            " THEN pg_catalog.set_config('datamove.row_is', 'known', true) IS NOT NULL ELSE "
                + UNCHANGED
                + " END RETURNING pg_catalog.current_setting('datamove.row_is')"
                + " OPERATOR(pg_catalog.=) 'new' AS is_new)"),
        sql);
  }

  @Test
  void whereThereIsTheKeyOnlyNoRowIsUpdated() {
    List<String> steps = Planned.show(plan("'mode': 'upsert'", table(), Evolution.NONE, "id"));
    assertTrue(
        steps
            .get(3)
            .contains(
                " ON CONFLICT (\"id\") DO UPDATE SET \"id\" = kept.\"id\" WHERE "
                    + UNCHANGED
                    + " RETURNING "),
        steps.get(3));
  }

  @Test
  void aReferencedTableIsReplacedByKey() {
    List<String> steps = steps("'analyze': false", table().referencedBy("no action", "id"));
    assertEquals(
        List.of("create_staging", "load", "insert_from_staging", "delete_missing", "drop_staging"),
        steps.stream().skip(1).map(step -> step.split(":", 2)[0]).toList());
    assertEquals(
        "delete_missing: DELETE FROM ONLY \"s\".\"t\" AS old WHERE NOT EXISTS (SELECT FROM"
            + " pg_temp.\"datamove_staging_t\" AS new WHERE new.\"id\" OPERATOR(pg_catalog.=)"
            + " old.\"id\")",
        steps.get(4));
  }

  @Test
  void columnsFollowTheFile() {
    Evolution evolution =
        new Evolution(
            List.of(new Evolution.Added("n\"w", NewColumnType.of(InferredType.BIGINT), "why")),
            List.of(
                new Evolution.Widened(
                    "id", INTEGER, BIGINT, "because of \"3000000000\" on line 2", "s.q")),
            List.of(new Evolution.Dropped("v", 3L), new Evolution.Dropped("w", null)));
    Plan plan = plan("'replace_by': 'delete', 'analyze': false", table(), evolution, "id", "n\"w");
    assertEquals(
        List.of(
            "lock: ACCESS EXCLUSIVE",
            "delete: DELETE FROM ONLY \"s\".\"t\"",
            "drop_column: ALTER TABLE \"s\".\"t\" DROP COLUMN \"v\"",
            "drop_column: ALTER TABLE \"s\".\"t\" DROP COLUMN \"w\"",
            "alter_type: ALTER TABLE \"s\".\"t\" ALTER COLUMN \"id\" TYPE bigint",
            "alter_sequence: ALTER SEQUENCE s.q AS bigint",
            "add_column: ALTER TABLE \"s\".\"t\" ADD COLUMN \"n\"\"w\" bigint",
            "load: COPY \"s\".\"t\" (\"id\", \"n\"\"w\") FROM '<chunk>' (FORMAT binary)"),
        Planned.show(plan));
    assertEquals(
        List.of(
            "remove all rows",
            "drop column v (values lost: 3)",
            "drop column w",
            "widen column id from integer to bigint because of \"3000000000\" on line 2",
            "widen the sequence of column id",
            "add column n\"w of type bigint (why)",
            "load the rows of the file"),
        plan.steps().stream().map(Step::title).toList());
  }

  @Test
  void ownedSequencesAdvance() {
    String sequence =
        "{'sequence': {'schema': 'S q', 'name': 'it\\u0027s', 'increment': %s,"
            + " 'may_select': true, 'may_update': true}}";
    Described up =
        Described.table("t").column("id", "int8", sequence.formatted(1)).column("v", "text");
    assertEquals(
        "advance_sequence: SELECT pg_catalog.setval('\"S q\".\"it''s\"'::pg_catalog.regclass,"
            + " loaded.extreme) FROM (SELECT pg_catalog.max(\"id\") AS extreme FROM \"s\".\"t\") AS"
            + " loaded, \"S q\".\"it's\" AS sequence WHERE loaded.extreme OPERATOR(pg_catalog.>)"
            + " sequence.last_value OR loaded.extreme OPERATOR(pg_catalog.=) sequence.last_value"
            + " AND NOT sequence.is_called",
        steps("", up).get(3));
    Described down =
        Described.table("t").column("id", "int8", sequence.formatted(-1)).column("v", "text");
    assertTrue(steps("", down).get(3).contains("pg_catalog.min(\"id\")"));
    assertTrue(steps("", down).get(3).contains("OPERATOR(pg_catalog.<) sequence.last_value OR"));
    assertEquals(4, steps("'sequences': 'keep'", up).size());
    assertEquals(4, Planned.show(plan("", up, Evolution.NONE, "v")).size());
    Described forbidden =
        Described.table("t")
            .column("id", "int8", sequence.formatted(1).replace("'may_update': true", "'x': 1"))
            .column("v", "text");
    assertEquals(4, steps("", forbidden).size());
  }

  @Test
  void deferredConstraintsAreCheckedByName() {
    Described table =
        table().with("{'unique': [{'name': 'U', 'columns': ['v'], 'deferrable': true}]}");
    assertEquals(
        "check_deferred: SET CONSTRAINTS \"s\".\"U\" IMMEDIATE",
        steps("'check_deferred': true", table).get(3));
    assertEquals(4, steps("", table).size());
  }
}
