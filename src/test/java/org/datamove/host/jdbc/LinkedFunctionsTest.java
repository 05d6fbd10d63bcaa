package org.datamove.host.jdbc;

import static org.datamove.host.jdbc.Linking.EXPRESSION;
import static org.datamove.host.jdbc.Linking.PATH;
import static org.datamove.host.jdbc.Linking.assertLinked;
import static org.datamove.host.jdbc.Linking.function;
import static org.datamove.host.jdbc.Linking.link;
import static org.datamove.host.jdbc.Linking.root;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Pattern;
import org.datamove.execute.Question;
import org.datamove.sql.SqlScripts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each kind of rewriting. */
class LinkedFunctionsTest {

  @ParameterizedTest
  @EnumSource(Question.class)
  void everyQuestionIsLinked(Question question) {
    String name = question.sql().replaceAll(".*datamove\\.(\\w+)\\(.*", "$1");
    String linked = LinkedFunctions.of(SqlScripts.all()).doBlock(name);
    String code = linked.replaceAll("'(?:[^']|'')*'", "''");
    assertEquals(0, Pattern.compile("\\bdatamove\\.").matcher(code).results().count(), linked);
  }

  @Test
  void theRequestIsLinked() {
    assertTrue(LinkedFunctions.of(SqlScripts.all()).doBlock("prepare_request").startsWith("DO "));
  }

  @Test
  void theWholeBlock() {
    assertEquals(
        """
        DO $datamove$
        #variable_conflict use_column
        DECLARE
        answer pg_catalog.text;
        BEGIN
        DECLARE
        argument_1_1 pg_catalog.json := pg_catalog.current_setting('datamove.asked');
        result_1 pg_catalog.json;
        BEGIN
        <<f>>
        DECLARE
        asked pg_catalog.json := argument_1_1;
        BEGIN
        BEGIN
        result_1 := asked;
        EXIT f;
        END;
        RAISE EXCEPTION USING ERRCODE = '2F005', MESSAGE = 'control reached end of function without RETURN';
        END;
        answer := result_1;
        END;
        PERFORM pg_catalog.set_config('datamove.asked', '', true),
        pg_catalog.set_config('datamove.answer', coalesce(answer, ''), true);
        END
        $datamove$""",
        link(root("BEGIN\n  RETURN asked; -- it is '\nEND")).replaceAll("\n\\s*\n", "\n"));
  }

  @Test
  void anExpressionIsPutWhereItIsCalled() {
    assertLinked(
        "result_1 := to_json((SELECT CAST((upper(a)) AS pg_catalog.text)"
            + " FROM (SELECT CAST((b.x || 'y') AS pg_catalog.text) AS a OFFSET 0) AS g));",
        EXPRESSION,
        root("BEGIN RETURN to_json(datamove.g(b.x || 'y')); END"));
  }

  @Test
  void aQueryAndAStrictOne() {
    assertLinked(
        "(SELECT CAST((SELECT a + g.b) AS integer) FROM (SELECT CAST((1) AS integer) AS a,"
            + " CAST((2) AS integer) AS b OFFSET 0) AS g WHERE g.a IS NOT NULL AND g.b IS NOT NULL)",
        function("g", "a integer, b integer", "integer", "sql STRICT", "SELECT a + g.b;"),
        root("BEGIN RETURN to_json(datamove.g(1, 2)); END"));
    assertLinked(
        "to_json(CAST((SELECT 1) AS integer))",
        function("g", "", "integer", "sql", "SELECT 1"),
        root("BEGIN RETURN to_json(datamove.g()); END"));
  }

  @Test
  void rowsInFrom() {
    assertLinked(
        "FROM LATERAL (SELECT result.* FROM (SELECT CAST((1) AS pg_catalog.oid) AS a OFFSET 0) AS g"
            + " CROSS JOIN LATERAL (SELECT 1, a) AS result(x, y)) r)",
        function(
            "g",
            "a oid",
            "TABLE (x integer, y \"char\")",
            "plpgsql",
            "#variable_conflict use_column\nBEGIN RETURN QUERY SELECT 1, a; END"),
        root("BEGIN RETURN (SELECT json_agg(r) FROM datamove.g(1) r); END"));
  }

  @Test
  void recursionEndsInNull() {
    String linked =
        link(
            function("g", "a oid", "jsonb", "sql", "SELECT h(datamove.g(a))"),
            root("BEGIN RETURN to_json(datamove.g(1)); END"));
    assertEquals(
        ExpressionInliner.MAX_DEPTH, Pattern.compile("\\bh\\(").matcher(linked).results().count());
    assertTrue(linked.contains("h(CAST(NULL AS pg_catalog.jsonb))"), linked);
  }

  @Test
  void aStatementBecomesABlock() {
    assertLinked(
        """
        BEGIN DECLARE
        argument_2_1 pg_catalog.text[] := x;
        result_2 bigint;
        setting_2_1 pg_catalog.text := pg_catalog.current_setting('jit');
        setting_2_2 pg_catalog.text := pg_catalog.current_setting('search_path');
        BEGIN
        PERFORM pg_catalog.set_config('jit', 'off', true);
        PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
        <<g>>
        DECLARE
        a pg_catalog.text[] := argument_2_1;
        BEGIN
        EXIT g WHEN a IS NULL;
        DECLARE b pg_catalog.text := 'x'; c CONSTANT bigint := 1; d pg_catalog.oid[];
        BEGIN
          IF CASE WHEN b = 'x' THEN true ELSE false END THEN
            result_2 := c;
            EXIT g;
          END IF;
          result_2 := 2;
          EXIT g;
        EXCEPTION WHEN division_by_zero OR data_exception THEN
          result_2 := 3;
          EXIT g;
        END;
        RAISE EXCEPTION USING ERRCODE = '2F005', MESSAGE = 'control reached end of function without RETURN';
        END;
        PERFORM pg_catalog.set_config('jit', setting_2_1, true);
        PERFORM pg_catalog.set_config('search_path', setting_2_2, true);
        number := result_2;
        END;
        """,
        function(
            "g",
            "a text[]",
            "bigint",
            "plpgsql STRICT\nSET jit = off\n" + PATH.strip(),
            """
            DECLARE b text := 'x'; c CONSTANT bigint := 1; d oid[];
            BEGIN
              IF CASE WHEN b = 'x' THEN true ELSE false END THEN
                RETURN c;
              END IF;
              RETURN 2;
            EXCEPTION WHEN division_by_zero OR data_exception THEN
              RETURN 3;
            END
            """),
        root("DECLARE number bigint; BEGIN number := datamove.g(x); RETURN number; END"));
  }

  @Test
  void statementsWithoutATarget() {
    String nothing =
        function("g", "", "void", "plpgsql", "BEGIN IF x THEN RETURN; END IF; RAISE 'y'; END");
    assertLinked(
        "BEGIN DECLARE BEGIN <<g>> DECLARE BEGIN BEGIN IF x THEN EXIT g; END IF; RAISE 'y'; END;"
            + " END; END; result_1 := '1'; EXIT f;",
        nothing,
        root("BEGIN PERFORM datamove.g(); RETURN '1'; END"));
    assertLinked(
        "result_1 := result_2; EXIT f; END;",
        function("g", "", "json", "plpgsql", "DECLARE i integer; BEGIN RETURN '1'; END"),
        root("BEGIN RETURN datamove.g(); END"));
  }

  @Test
  void loopsLabelsAndCommentsStay() {
    assertLinked(
        "<<outer>> FOR i IN 1 .. 3 LOOP WHILE a > CASE WHEN b THEN 1 END LOOP EXIT outer WHEN c;"
            + " result_1 := E'\\'x'; EXIT f; END LOOP; END LOOP;",
        root(
            """
            BEGIN
              <<outer>> -- with a loop inside
              FOR i IN 1 .. 3 LOOP
                WHILE a > CASE WHEN b THEN 1 END LOOP
                  EXIT outer /* ; */ WHEN c; RETURN E'\\'x';
                END LOOP;
              END LOOP;
            END"""));
  }

  @Test
  void whatIsOnTheCallersPathKeepsItsTypes() {
    assertLinked(
        "DECLARE b mine.kind; BEGIN", root("DECLARE b mine.kind; BEGIN RETURN asked; END"));
  }
}
