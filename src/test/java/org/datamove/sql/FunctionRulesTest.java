package org.datamove.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule finds what it is for, and lets pass what is right. */
class FunctionRulesTest {
  private static final String PATH = "SET search_path = pg_catalog, pg_temp\n";

  private static SqlFunction function(String head, String body) {
    String script =
        "-- A comment.\nCREATE OR REPLACE FUNCTION datamove.f(a text) RETURNS text\n"
            + "LANGUAGE plpgsql\n"
            + head
            + "AS $$\n"
            + body
            + "\n$$;\nCOMMENT ON FUNCTION datamove.f(text) IS 'x = y';\n";
    List<SqlFunction> functions = SqlFunction.of(script);
    assertEquals(1, functions.size());
    assertEquals("datamove.f", functions.get(0).name());
    return functions.get(0);
  }

  /** On the caller's path; none on a path of the function's own. */
  private static List<String> faults(FunctionRule rule, String body) {
    assertEquals(List.of(), rule.faults(function(PATH, body)));
    return rule.faults(function("", body));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      textBlock =
          """
          IF a = 'x' THEN                     ~ =
          IF a <> 'x' THEN                    ~ <>
          IF a != 'x' THEN                    ~ !=
          IF a <= 'x' THEN                    ~ <=
          RETURN a || 'x';                    ~ ||
          RETURN 1 + 2;                       ~ +
          RETURN 4 * 2;                       ~ *
          RETURN nullif(a, '');               ~ nullif(
          RETURN CASE a WHEN 'x' THEN 1 END;  ~ CASE a
          IF a IS DISTINCT FROM 'x' THEN      ~ IS DISTINCT FROM
          IF a IS NOT DISTINCT FROM 'x' THEN  ~ IS NOT DISTINCT FROM
          IF a IN ('x', 'y') THEN             ~ IN ('
          IF a NOT IN ('x', 'y') THEN         ~ NOT IN ('
          IF a LIKE 'x' THEN                  ~ LIKE
          IF a ilike 'x' THEN                 ~ ilike
          IF a SIMILAR TO 'x' THEN            ~ SIMILAR TO
          IF i BETWEEN 1 AND 2 THEN           ~ BETWEEN
          SELECT FROM t NATURAL JOIN u;       ~ NATURAL
          """)
  void operatorsThatThePathFinds(String body, String fault) {
    String shown = fault.endsWith("'") ? fault.substring(0, fault.length() - 1) : fault;
    assertEquals(
        List.of(shown), faults(new OperatorRule(), body).stream().map(String::strip).toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "IF a OPERATOR(pg_catalog.=) 'x' THEN",
        "a := 'x';",
        "RETURN CASE WHEN a IS NULL THEN 1 END;",
        "IF a IN (SELECT 1) THEN -- a = b",
        "RETURN 'a = b';",
        "RETURN 'it''s a = b';",
        "SELECT * FROM t;",
        "RAISE EXCEPTION USING ERRCODE = 'XX000', MESSAGE = a;",
        "GET STACKED DIAGNOSTICS a = MESSAGE_TEXT;"
      })
  void operatorsThatAreNamed(String body) {
    assertEquals(List.of(), faults(new OperatorRule(), body));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          DECLARE b text; BEGIN END                          ~ text
          DECLARE b CONSTANT jsonb := a; BEGIN END           ~ jsonb
          DECLARE i bigint; b uuid; BEGIN END                ~ uuid
          BEGIN RETURN a::json; END                          ~ json
          BEGIN RETURN CAST(a AS date); END                  ~ date
          BEGIN RETURN (SELECT x FROM f() AS r(x text)); END ~ text
          """)
  void typesThatThePathFinds(String body, String fault) {
    assertEquals(List.of(fault), faults(new TypeRule(), body));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DECLARE b pg_catalog.text; i bigint := 1; BEGIN END",
        "BEGIN RETURN a::pg_catalog.json; END",
        "BEGIN RETURN a::integer; END -- a::text",
        "BEGIN RETURN (SELECT x FROM f() AS r(x pg_catalog.text)); END"
      })
  void typesThatAreNamed(String body) {
    assertEquals(List.of(), faults(new TypeRule(), body));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          RETURN lower(a);                            ~ lower
          PERFORM set_config('x', a, true);           ~ set_config
          SELECT x FROM jsonb_each(a) AS r(x);        ~ jsonb_each
          RETURN pg_catalog.upper(format('%s', a));   ~ format
          """)
  void callsThatThePathFinds(String body, String fault) {
    assertEquals(List.of(fault), faults(new CallRule(), body));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RETURN pg_catalog.lower(a);",
        "RETURN coalesce(datamove.g(a), 'lower(a)');",
        "SELECT r.x FROM pg_catalog.json_each(a) AS r(x); -- lower(a)",
        "INSERT INTO datamove.t(x) VALUES (1);",
        "WITH RECURSIVE r(x) AS (SELECT 1) TABLE r;",
        "IF EXISTS (SELECT 1) THEN"
      })
  void callsThatAreNamed(String body) {
    assertEquals(List.of(), faults(new CallRule(), body));
  }

  @Test
  void backslashesStandInEscapeStringsOnly() {
    FunctionRule rule = new BackslashRule();
    String bad = "RETURN a ~ '\\d';";
    assertEquals(List.of("'\\d'"), rule.faults(function("", bad)));
    assertEquals(List.of("'\\d'"), rule.faults(function(PATH, bad)));
    assertEquals(List.of(), rule.faults(function("", "RETURN a ~ E'\\\\d'; -- '\\d'")));
  }

  @Test
  void ownersRightsComeWithASafePath() {
    FunctionRule rule = new DefinerRule();
    List<String> fault = List.of("SECURITY DEFINER");
    assertEquals(fault, rule.faults(function("SECURITY DEFINER\n", "")));
    String open = "SECURITY DEFINER\nSET search_path = pg_catalog, datamove\n";
    assertEquals(fault, rule.faults(function(open, "")));
    assertEquals(List.of(), rule.faults(function("SECURITY DEFINER\n" + PATH, "")));
    assertEquals(List.of(), rule.faults(function("", "")));
  }
}
