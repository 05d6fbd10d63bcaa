package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.datamove.testing.Jdbc;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/**
 * What is nested deeper than any stack, in files and in what a caller passes: it is read, or
 * refused as PostgreSQL refuses it, and the session works on.
 */
class DepthIT {
  private static final int DEPTH = 100_000;

  /** As deep as PostgreSQL itself reads JSON with room to spare, and deeper than it does. */
  private static final List<Integer> OPTION_DEPTHS = List.of(3_000, DEPTH);

  private static final Set<String> STATES =
      Set.of(
          "00000", "22023", "22P02", "22P04", "22P03", "42601", "42602", "42622", "42704", "42P01",
          "0A000", "54000", "54001", "54011", "58P01", "UD001", "UD002", "UD003", "UD004", "UD005");

  private static final List<String> VALUES =
      List.of(
          nested("[", "", "]"),
          nested("{\"a\":", "1", "}"),
          nested("[{\"a\":", "1", "}]"),
          "[".repeat(DEPTH),
          nested("{", "1", "}"),
          nested("{{", "1", "}}"),
          nested("(", "", ")"),
          nested("(\"", "1", "\")"),
          nested("{\"(1,", "", ")\"}"),
          nested("(1,{", "", "})"),
          nested("<a>", "", "</a>"),
          "\"".repeat(DEPTH),
          "\\".repeat(DEPTH),
          "!".repeat(DEPTH) + "a");

  private static final String COLUMNS =
      "j jsonb, k json, a integer[], p pair, q pair[], r int4range, s int4multirange, t tsquery,"
          + " x xml, y polygon, z text";

  @TestFactory
  Stream<DynamicContainer> depths() {
    return Stage.each(
        List.of(
            new Stage.Named("values", DepthIT::values),
            new Stage.Named("options", DepthIT::options),
            new Stage.Named("names", DepthIT::names)));
  }

  private static String nested(String open, String middle, String close) {
    return open.repeat(DEPTH) + middle + close.repeat(DEPTH);
  }

  private static String head(String text) {
    return text.length() > 200 ? text.substring(0, 200) : text;
  }

  /** What a call ends in: its first value, or an SQLSTATE of those that are allowed. */
  private static String run(Stage stage, Connection session, String call) throws Exception {
    String outcome;
    try {
      outcome = Jdbc.value(session, call);
      assertFalse(String.valueOf(outcome).contains("java."), () -> head(call));
    } catch (SQLException e) {
      Refusal refusal = Refusal.of(e);
      outcome = refusal.state();
      assertTrue(STATES.contains(outcome), () -> head(call) + ": " + head(refusal.toString()));
      assertFalse(refusal.toString().contains("java."), () -> head(call) + refusal);
    }
    stage.assertServerLivesOn();
    return outcome;
  }

  private static String quoted(String value) {
    return "\"" + value.replace("\"", "\"\"") + "\"";
  }

  private static void values(Stage stage) throws Exception {
    Connection session = stage.session();
    Jdbc.execute(
        session, "CREATE TYPE pair AS (a integer, b text); CREATE TABLE deep (" + COLUMNS + ")");
    String names =
        Stream.of(COLUMNS.split(", ", -1))
            .map(column -> column.substring(0, 1))
            .collect(Collectors.joining(","));
    for (String value : VALUES) {
      String all =
          IntStream.range(0, names.split(",", -1).length)
              .mapToObj(i -> quoted(value))
              .collect(Collectors.joining(","));
      String one = stage.file("v\n" + quoted(value) + "\n");
      String each = stage.file(names + "\n" + all + "\n");
      assertEquals("v", run(stage, session, "SELECT name FROM datamove.inspect('" + one + "')"));
      run(
          stage,
          session,
          "SELECT string_agg(message, '') FROM datamove.validate('" + each + "', 'deep')");
      run(stage, session, "SELECT success FROM datamove.move('" + one + "', 'made')");
      Jdbc.execute(session, "DROP TABLE IF EXISTS made");
      assertWorks(stage, session);
    }
  }

  /** A value that PostgreSQL takes goes in as it is after all this. */
  private static void assertWorks(Stage stage, Connection session) throws Exception {
    String file = stage.file("j,a\n\"[[1]]\",\"{{1,2}}\"\n");
    String move = "SELECT rows_processed FROM datamove.move('%s', 'small')";
    assertEquals("1", Jdbc.value(session, move.formatted(file)));
    Jdbc.execute(session, "DROP TABLE small");
  }

  private static void options(Stage stage) throws Exception {
    Connection session = stage.session();
    String small = stage.file("id\n1\n");
    for (int depth : OPTION_DEPTHS) {
      for (String key : List.of("null", "types", "columns", "header", "vector_index", "no_such")) {
        for (String pair : List.of("[]", "{\"a\":}")) {
          String value =
              pair.substring(0, pair.length() - 1).repeat(depth)
                  + "1"
                  + pair.substring(pair.length() - 1).repeat(depth);
          String outcome =
              run(
                  stage,
                  session,
                  "SELECT success FROM datamove.move('%s', 'made', options => '{\"%s\": %s}')"
                      .formatted(small, key, value));
          assertFalse("t".equals(outcome), key);
        }
      }
    }
    // PostgreSQL's own recursion in a session with a JVM.
    assertEquals("54001", run(stage, session, "SELECT repeat('[', " + DEPTH + ")::jsonb"));
    assertWorks(stage, session);
  }

  private static void names(Stage stage) throws Exception {
    Connection session = stage.session();
    for (String part : List.of("[", "[!", "{", "{a,", "**/", "*/", "../", "\\", "(*", "x/")) {
      for (int length : List.of(4_000, DEPTH)) {
        String path = "/none/" + part.repeat(length / part.length());
        run(stage, session, "SELECT count(*) FROM datamove.inspect('" + path + "')");
      }
    }
    String small = stage.file("id\n1\n");
    for (String table : List.of("a.".repeat(DEPTH) + "a", "\"".repeat(DEPTH), "(".repeat(DEPTH))) {
      run(
          stage,
          session,
          "SELECT success FROM datamove.move('%s', '%s', 'existing_schema')"
              .formatted(small, table));
    }
    String type = "integer" + "[]".repeat(DEPTH);
    run(
        stage,
        session,
        "SELECT success FROM datamove.move('%s', 'made', options => '{\"types\": {\"id\": \"%s\"}}')"
            .formatted(small, type));
    assertWorks(stage, session);
  }
}
