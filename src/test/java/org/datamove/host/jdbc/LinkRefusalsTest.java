package org.datamove.host.jdbc;

import static org.datamove.host.jdbc.Linking.EXPRESSION;
import static org.datamove.host.jdbc.Linking.PATH;
import static org.datamove.host.jdbc.Linking.assertLinked;
import static org.datamove.host.jdbc.Linking.assertRefused;
import static org.datamove.host.jdbc.Linking.function;
import static org.datamove.host.jdbc.Linking.root;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each text that the linker does not understand is refused, with the function and the text. */
class LinkRefusalsTest {

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
