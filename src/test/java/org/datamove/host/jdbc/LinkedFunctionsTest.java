package org.datamove.host.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Pattern;
import org.datamove.execute.Question;
import org.datamove.sql.SqlScripts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each kind of rewriting, and each text that is refused. */
class LinkedFunctionsTest {
  private static final String PATH = "SET search_path = pg_catalog, pg_temp\n";
  private static final String EXPRESSION =
      function("g", "a text", "text", "plpgsql STABLE", "BEGIN RETURN upper(a); END");

  private static String function(
      String name, String parameters, String result, String language, String body) {
    return "CREATE OR REPLACE FUNCTION datamove.%s(%s) RETURNS %s\nLANGUAGE %s\nAS $$\n%s\n$$;\n"
        .formatted(name, parameters, result, language, body);
  }

  /** A question with a body of plpgsql. */
  private static String root(String body) {
    return function("f", "asked json", "json", "plpgsql", body);
  }

  private static String link(String... scripts) {
    return LinkedFunctions.of(String.join("\n", scripts)).doBlock("f");
  }

  private static void assertLinked(String expected, String... scripts) {
    String linked = link(scripts);
    assertTrue(oneLine(linked).contains(oneLine(expected)), linked);
  }

  private static void assertRefused(String message, String... scripts) {
    LinkException refused = assertThrows(LinkException.class, () -> link(scripts));
    assertEquals(message, oneLine(refused.getMessage()));
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }

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
  void whatIsOnTheCallersPathKeepsItsTypes() {
    assertLinked(
        "DECLARE b mine.kind; BEGIN", root("DECLARE b mine.kind; BEGIN RETURN asked; END"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          BEGIN RETURN to_json(datamove.h()); END    ~ no such function: h
          BEGIN RETURN to_json(datamove.g()); END    ~ not an argument for each parameter: datamove.g()
          BEGIN RETURN datamove.g(a => 'x'); END     ~ not an argument for each parameter: datamove.g(a => 'x')
          BEGIN SELECT * FROM datamove.setting; END  ~ something of datamove's that is no function: datamove.setting;
          BEGIN SELECT * FROM datamove.g('x') r; END ~ a single value in FROM: datamove.g('x')
          BEGIN RETURN $1; END                       ~ a parameter without a name: $1
          BEGIN RETURN QUERY SELECT 1; END           ~ RETURN of rows: QUERY SELECT 1
          BEGIN IF FOUND THEN RETURN 1; END IF; END  ~ FOUND, which all functions of a block share: IF FOUND THEN
          BEGIN GET DIAGNOSTICS a = PG_CONTEXT; END  ~ the context, which is another one in a block: GET DIAGNOSTICS a = PG_CONTEXT;
          BEGIN DELETE FROM t; END                   ~ a statement that is not known: DELETE FROM t;
          BEGIN COMMIT; END                          ~ a statement that is not known: COMMIT;
          BEGIN CASE a WHEN 1 THEN b; END CASE; END  ~ a statement CASE: CASE a WHEN 1 THEN b; END CASE;
          BEGIN RETURN 'a\\d'; END                    ~ no token: 'a\\d'; END
          BEGIN RETURN (1; END                       ~ a statement without an end: RETURN (1; END
          """)
  void whatIsNotUnderstood(String body, String reason) {
    String shown = reason.startsWith("'") ? reason : "datamove.f: " + reason;
    assertRefused(shown, EXPRESSION, root(body));
  }

  @Test
  void whatHasItsOwnSettingsIsNoExpressionUnderOthers() {
    String pinned =
        function("g", "a text", "text", "plpgsql\n" + PATH.strip(), "BEGIN RETURN upper(a); END");
    String body = "BEGIN RETURN to_json(datamove.g('x')); END";
    assertRefused(
        "datamove.f: a function with settings of its own in an expression under others:"
            + " datamove.g('x')",
        pinned,
        root(body));
    String underTheSame = function("f", "asked json", "json", "plpgsql\n" + PATH.strip(), body);
    assertLinked("CAST((upper(a)) AS pg_catalog.text)", pinned, underTheSame);
  }

  @Test
  void whatIsMoreThanAnExpressionIsAStatement() {
    assertRefused(
        "datamove.f: a function that is more than an expression, in an expression: datamove.g()",
        function("g", "", "text", "plpgsql", "BEGIN x := 1; RETURN 'x'; END"),
        root("BEGIN RETURN to_json(datamove.g()); END"));
    assertRefused(
        "datamove.g: a function that calls itself in a statement: BEGIN x := datamove.g(); END",
        function("g", "", "text", "plpgsql", "BEGIN x := datamove.g(); END"),
        root("BEGIN x := datamove.g(); END"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          OUT a text           ~ text        ~ plpgsql                  ~ not a plain parameter for input: OUT a text
          a text DEFAULT 'x'   ~ text        ~ plpgsql                  ~ not a plain name of a type: text DEFAULT 'x'
          a numeric(1)         ~ text        ~ plpgsql                  ~ not a plain name of a type: numeric(1)
          a datamove.finding   ~ text        ~ plpgsql                  ~ not a plain name of a type: datamove.finding
          a mine.kind          ~ text        ~ plpgsql                  ~ a type that is not PostgreSQL's own: mine.kind
          a text               ~ SETOF text  ~ plpgsql                  ~ not a plain name of a type: SETOF text
          a text               ~ text        ~ plpgsql SECURITY DEFINER ~ a property that anonymous blocks do not have: SECURITY DEFINER
          a text               ~ text        ~ c                        ~ a function without a result or in another language: (a text) RETURNS text LANGUAGE c AS
          a text               ~ text        ~ plpgsql SET x = 'y'      ~ not a plain value of a setting: 'y'
          """)
  void headsThatAreNotUnderstood(String parameters, String result, String language, String reason) {
    assertRefused(
        "datamove.g: " + reason,
        function("g", parameters, result, language, "BEGIN RETURN 1; END"),
        root("BEGIN x := datamove.g('x'); END"));
  }

  @Test
  void otherThingsThatAreRefused() {
    assertRefused(
        "datamove.f: more than one function of a name: g",
        EXPRESSION,
        EXPRESSION,
        root("BEGIN x := datamove.g('x'); END"));
    assertRefused(
        "datamove.f: not a function of one json that gives json: BEGIN RETURN 1; END",
        function("f", "a text", "json", "plpgsql", "BEGIN RETURN 1; END"));
    assertRefused(
        "datamove.g: not a plain name of a type: ALIAS FOR a",
        function("g", "a text", "text", "plpgsql", "DECLARE b ALIAS FOR a; BEGIN RETURN 1; END"),
        root("BEGIN x := datamove.g('x'); END"));
    assertRefused(
        "datamove.g: not a single query: INSERT INTO t VALUES (a)",
        function("g", "a text", "void", "sql", "INSERT INTO t VALUES (a)"),
        root("BEGIN PERFORM datamove.g('x'); END"));
  }
}
