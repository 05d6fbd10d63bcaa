package org.datamove.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.datamove.request.Request;
import org.datamove.request.Requests;
import org.datamove.type.InferredType;
import org.datamove.validate.move.Operation;
import org.junit.jupiter.api.Test;

class NewTablePlannerTest {

  private static Plan plan(String request, List<InferredType> types, String... names) {
    Request read = Requests.of(request, null);
    List<NewColumnType> columns = types.stream().map(NewColumnType::of).toList();
    return NewTablePlanner.plan(read, Planned.file(names), columns);
  }

  @Test
  void aTableOfOddNames() {
    Plan plan =
        plan(
            "{'target': {'schema': 'My Schema', 'name': 'T\\u0022; x'}}",
            List.of(InferredType.INTEGER, InferredType.TEXT),
            "a\"b",
            "select");
    String table = "\"My Schema\".\"T\"\"; x\"";
    assertEquals(
        List.of(
            "lock: null",
            "create_table: CREATE TABLE "
                + table
                + " (\"a\"\"b\" integer, \"select\" pg_catalog.text)",
            "load: COPY "
                + table
                + " (\"a\"\"b\", \"select\") FROM '<chunk>' (FORMAT text, ENCODING 'UTF8')",
            "analyze: ANALYZE " + table),
        Planned.show(plan));
    assertEquals(Operation.NEW_TABLE, plan.operation());
  }

  @Test
  void aKeyWithoutStatistics() {
    assertEquals(
        List.of(
            "lock: null",
            "create_table: CREATE TABLE \"s\".\"t\" (\"a\" bigint, \"b\" pg_catalog.date, PRIMARY"
                + " KEY (\"b\", \"a\"))",
            "load: COPY \"s\".\"t\" (\"a\", \"b\") FROM '<chunk>' (FORMAT binary)"),
        Planned.show(
            plan(
                "{'primary_key_columns': ['b', 'a'], 'options': {'analyze': false}}",
                List.of(InferredType.BIGINT, InferredType.DATE),
                "a",
                "b")));
  }

  @Test
  void rowsThatRepeatAKeyAreSkipped() {
    String options = "'options': {'mode': 'append', 'on_conflict': 'nothing', 'analyze': false}";
    List<InferredType> types = List.of(InferredType.BIGINT, InferredType.DATE);
    String staging = "pg_temp.\"datamove_staging_t\"";
    assertEquals(
        List.of(
            "lock: null",
            "create_table: CREATE TABLE \"s\".\"t\" (\"a\" bigint, \"b\" pg_catalog.date, PRIMARY"
                + " KEY (\"a\"))",
            "create_staging: CREATE TEMPORARY TABLE \"datamove_staging_t\" ON COMMIT DROP AS SELECT"
                + " \"a\", \"b\", 0::bigint AS datamove_place FROM \"s\".\"t\" WITH NO DATA",
            "load: COPY "
                + staging
                + " (\"a\", \"b\", \"datamove_place\") FROM '<chunk>' (FORMAT binary)",
            "insert_from_staging: INSERT INTO \"s\".\"t\" (\"a\", \"b\") OVERRIDING SYSTEM VALUE"
                + " SELECT \"a\", \"b\" FROM "
                + staging
                + " ON CONFLICT DO NOTHING",
            "drop_staging: DROP TABLE " + staging),
        Planned.show(plan("{'primary_key_columns': ['a'], " + options + "}", types, "a", "b")));
    assertEquals(
        List.of("create_table", "load"),
        plan("{" + options + "}", types, "a", "b").steps().stream().map(Step::kind).toList());
  }

  @Test
  void rowsComeAsBatchesWhereTheCallerMayNotCopy() {
    Plan plan =
        plan(
            "{'session': {'may_copy_files': false}}",
            List.of(InferredType.JSONB, InferredType.NUMERIC),
            "j",
            "n");
    Step.Load load = Planned.load(plan);
    assertEquals(Step.Load.Method.INSERT, load.method());
    assertEquals(
        "INSERT INTO \"s\".\"t\" (\"j\", \"n\") OVERRIDING SYSTEM VALUE SELECT"
            + " c0::pg_catalog.jsonb, c1 FROM pg_catalog.json_to_recordset($1) AS batch(c0 pg_catalog.text, c1"
            + " numeric)",
        load.sql());
  }

  @Test
  void everyTypeHasANameThatSqlKnows() {
    List<InferredType> types = new ArrayList<>(Arrays.asList(InferredType.values()));
    types.remove(InferredType.VECTOR); // whose schema and dimensions are told apart
    String[] names = types.stream().map(Enum::name).toArray(String[]::new);
    String create = plan("{}", types, names).steps().get(0).sql();
    for (InferredType type : types) {
      String column = "\"" + type.name() + "\" ";
      assertEquals(
          type.sqlName(),
          create
              .substring(create.indexOf(column) + column.length())
              .split("[,)]", 2)[0]
              .replace("pg_catalog.", ""));
    }
  }

  @Test
  void aLoadCarriesWhatThePlanHasDecided() {
    Step.Load load =
        Planned.load(plan("{}", List.of(InferredType.TEXT, InferredType.TEXT), "a", "b"));
    assertEquals(Step.Load.Method.COPY, load.method());
    assertEquals(";", load.delimiter());
    assertEquals("identity", load.sourceIdentity());
    assertEquals(2, load.fields());
    assertEquals(false, load.rowsMaySuppress());
    assertEquals(
        List.of("a 0 text", "b 1 text"),
        load.columns().stream()
            .map(column -> column.name() + " " + column.field() + " " + column.type().name())
            .toList());
    assertEquals(false, load.binary());
  }
}
