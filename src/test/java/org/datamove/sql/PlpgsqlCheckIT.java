package org.datamove.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.datamove.testing.Installation;
import org.datamove.testing.Installations;
import org.datamove.testing.Jdbc;
import org.datamove.testing.TestDatabase;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * plpgsql_check has nothing to say of any function in plpgsql, where a server offers the extension;
 * what it says without need is allowed here, each with its reason.
 */
class PlpgsqlCheckIT {
  /** All that it can look for; injection only where there is dynamic SQL: elsewhere 2.3 crashes. */
  private static final String FINDINGS =
      """
      SELECT p.proname, f.level, concat_ws(' | ', f.message, f.detail, f.hint, f.query),
        p.oid::regprocedure || ', line ' || coalesce(f.lineno, 0)
      FROM pg_proc p
      CROSS JOIN LATERAL checker.plpgsql_check_function_tb(p.oid::regprocedure,
        fatal_errors => false, other_warnings => true, extra_warnings => true,
        performance_warnings => true, compatibility_warnings => true,
        security_warnings => p.prosrc ~ '\\mEXECUTE\\M') AS f
      WHERE p.pronamespace = 'datamove'::regnamespace
        AND p.prolang = (SELECT oid FROM pg_language WHERE lanname = 'plpgsql')
        AND p.prorettype <> 'trigger'::regtype AND p.prorettype <> 'event_trigger'::regtype
      ORDER BY 4, 3
      """;

  /** Shows that faults are found. */
  private static final String FAULTY =
      """
      CREATE FUNCTION datamove.faulty(relation text) RETURNS void LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM nothing FROM pg_class;
        EXECUTE 'LOCK TABLE ' || relation;
      END
      $$
      """;

  /** What is allowed in functions, by their names and what is said of them. */
  private record Allowed(String functions, String text, String why) {
    boolean covers(Finding finding) {
      return finding.function.matches(functions)
          && Pattern.compile(text).matcher(finding.text).find();
    }
  }

  private record Finding(String function, String level, String text, String where) {
    @Override
    public String toString() {
      return where + ": " + level + ": " + text;
    }
  }

  private static final List<Allowed> ALLOWED =
      List.of(
          new Allowed(
              ".*",
              "Hidden casting can be a performance issue",
              "single values, converted once in a call that does much else"),
          new Allowed(
              ".*",
              "^routine is marked as \\w+, should be",
              "they raise, lock, or run what a plan says: a query must not fold or repeat them"),
          new Allowed(
              ".*",
              "cast \"text\" value to \"(json|jsonb|jsonb?\\[\\]|text\\[\\])\" type",
              "an empty constant such as '{}', which the type's input function reads"),
          new Allowed(
              ".*",
              "^never read variable \"(before|loaded)\"",
              "it takes the result of a function that is called for what it does"),
          new Allowed(
              "engine_next|raise_failure",
              "^control reached end of function without RETURN",
              "the end is a loop without an exit, or a function that raises"),
          new Allowed(
              "run_command",
              "variable is not sanitized",
              "a statement of the engine's, which the session's role runs as itself"),
          new Allowed(
              "without_event_triggers",
              "variable is not sanitized",
              "the statements of a stage, which its callers write with format and %I"),
          new Allowed(
              "count_values",
              "variable is not sanitized",
              "a relation's name, written by regclass"),
          new Allowed(
              "try_values",
              "variable is not sanitized",
              "the statement that judge_probe or normal_probe wrote with format and %I"),
          new Allowed(
              "find_type_mod",
              "variable is not sanitized",
              "the name of a type's own function, written with format and %I"),
          new Allowed(
              "program_send",
              "variable is not sanitized",
              "a destination that its callers write with format and %L; it is open to nobody else"));

  @TestFactory
  Stream<DynamicTest> findsNothing() {
    return Installations.every().stream()
        .map(each -> DynamicTest.dynamicTest(each.toString(), () -> check(each)));
  }

  private static void check(Installation installation) throws SQLException {
    try (TestDatabase database = installation.newDatabase();
        Connection session = database.connect()) {
      if (!Jdbc.hasExtension(session, "plpgsql_check")) {
        Installations.skipped("plpgsql_check: " + installation + " does not have it");
        return;
      }
      Jdbc.execute(session, "CREATE SCHEMA checker; CREATE EXTENSION plpgsql_check SCHEMA checker");
      assertEquals("", faults(session));
      Jdbc.execute(session, FAULTY);
      assertEquals(
          """
          datamove.faulty(text), line 3: error: column "nothing" does not exist
          datamove.faulty(text), line 4: security: text type variable is not sanitized""",
          faults(session).replaceAll("(?m) \\|.*$", ""));
    }
  }

  private static String faults(Connection session) throws SQLException {
    return findings(session).stream()
        .filter(finding -> ALLOWED.stream().noneMatch(allowed -> allowed.covers(finding)))
        .map(Finding::toString)
        .collect(Collectors.joining("\n"));
  }

  private static List<Finding> findings(Connection session) throws SQLException {
    List<Finding> found = new ArrayList<>();
    try (Statement statement = session.createStatement();
        ResultSet rows = statement.executeQuery(FINDINGS)) {
      while (rows.next()) {
        found.add(
            new Finding(
                rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4)));
      }
    }
    return found;
  }
}
