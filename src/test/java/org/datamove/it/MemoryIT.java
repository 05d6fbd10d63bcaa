package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.datamove.testing.Jdbc;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/**
 * Sizes that a caller or a file decides, in a session with a small heap: each ends in a result or
 * in an error that says what is too large, and the session goes on.
 */
class MemoryIT {
  private static final int HEAP_MEGABYTES = 48;

  /** What a size may end in; never the engine's own failure, nor the end of its process. */
  private static final Set<String> STATES =
      Set.of(
          "53200", "54000", "54001", "54011", "22023", "22P04", "42602", "42703", "54023", "42622",
          "58P01", "UD001", "UD002", "UD003", "UD004", "UD005", "58030");

  @TestFactory
  Stream<DynamicContainer> sizes() {
    return Stage.each(
        List.of(
            new Stage.Named("texts of the caller's", MemoryIT::texts),
            new Stage.Named("values that are asked for", MemoryIT::values),
            new Stage.Named("a pattern of many stars", MemoryIT::stars)));
  }

  /** A new session whose engine has a heap of so many megabytes. */
  static Connection small(Stage stage, int megabytes) throws SQLException {
    if (stage.isProgram()) {
      Jdbc.execute(
          stage.witness,
          "INSERT INTO datamove.setting VALUES ('java_options', '-XX:+UseSerialGC -Xmx%dm')"
              .formatted(megabytes));
    } else {
      Jdbc.execute(
          stage.witness,
          "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET pljava.vmoptions = %L',"
              + " current_database(), regexp_replace(current_setting('pljava.vmoptions'),"
              + " '-Xmx[0-9]+m', '-Xmx"
              + megabytes
              + "m')); END $$");
    }
    return stage.plainSession();
  }

  /** Runs a statement, which may fail for its size only, and then what must work. */
  private static String run(Stage stage, Connection session, String query) throws Exception {
    String outcome;
    try {
      outcome = Jdbc.value(session, query);
    } catch (SQLException e) {
      Refusal refusal = Refusal.of(e);
      outcome = refusal.state();
      String shown = query.length() > 300 ? query.substring(0, 300) : query;
      assertTrue(STATES.contains(outcome), () -> shown + ": " + cut(refusal.toString()));
      assertTrue(!refusal.toString().contains("java."), () -> shown + ": " + refusal);
    }
    assertEquals(
        "1",
        Jdbc.value(
            session,
            "SELECT rows_processed FROM datamove.move('"
                + stage.file("id\n1\n")
                + "', 't', 'existing_schema')"),
        "the session goes on");
    return outcome;
  }

  private static String cut(String text) {
    return text.length() > 400 ? text.substring(0, 400) : text;
  }

  private static void texts(Stage stage) throws Exception {
    Connection session = small(stage, HEAP_MEGABYTES);
    Jdbc.execute(session, "CREATE TABLE t (id integer)");
    String path = stage.file("id\n1\n");
    for (String options :
        List.of(
            "jsonb_build_object('comment', repeat('x', 50000000))",
            "jsonb_build_object('types', (SELECT jsonb_object_agg('n' || i, 'int') FROM generate_series(1, 200000) i))",
            "jsonb_build_object('null', (SELECT jsonb_agg('n' || i) FROM generate_series(1, 300000) i))")) {
      run(
          stage,
          session,
          "SELECT count(*) FROM datamove.inspect('" + path + "', %s)".formatted(options));
    }
    run(stage, session, "SELECT count(*) FROM datamove.inspect('/' || repeat('x', 30000000))");
  }

  /** A value goes to the database and comes back in an answer, each of which may find no room. */
  private static void values(Stage stage) throws Exception {
    Connection session = small(stage, HEAP_MEGABYTES);
    Jdbc.execute(
        session,
        "CREATE TABLE t (id integer); CREATE TABLE i (a interval); CREATE TABLE p (a polygon)");
    String days = stage.file("a\n" + "1 day ".repeat(1_000_000) + "\n");
    String brackets = stage.file("a\n" + "(".repeat(5_000_000) + "\n");
    String validate =
        "SELECT count(*) FROM datamove.validate('%s', '%s', 'existing_schema',"
            + " options => '{\"on_error\": \"reject\"}')";
    run(stage, session, validate.formatted(days, "i"));
    run(stage, session, validate.formatted(brackets, "p"));
  }

  /** Who tries one way after the other does not end while anybody waits. */
  private static void stars(Stage stage) throws Exception {
    Connection session = stage.session();
    String directory = stage.writablePath().replaceAll("\\.csv$", "");
    Attack.shell(stage, "mkdir " + directory + " && : > " + directory + "/" + "a".repeat(200));
    Jdbc.execute(session, "SET statement_timeout = '30s'");
    Refusal refusal = Refusal.of(session, Attack.inspect(directory + "/" + "*a".repeat(30) + "b"));
    assertEquals("58P01", refusal.state(), refusal.toString());
    Attack.shell(stage, "rm -r " + directory);
  }
}
