package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.datamove.host.jdbc.JdbcHost;
import org.datamove.host.jdbc.LinkedFunctions;
import org.datamove.json.Json;
import org.datamove.sql.SqlScripts;
import org.datamove.testing.HostileSchema;
import org.datamove.testing.Installation;
import org.datamove.testing.Installations;
import org.datamove.testing.Jdbc;
import org.datamove.testing.Server;
import org.datamove.testing.TestDatabase;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.util.PSQLException;

/** What the behaviour cases do not show of moves over JDBC: their transaction, and how they end. */
class JdbcHostIT {
  private static final int ROWS = 300_000;

  @TempDir Path directory;

  private interface Check {
    void run(Connection session, Connection witness)
        throws SQLException, InterruptedException, IOException;
  }

  @TestFactory
  Stream<DynamicTest> moves() {
    Map<String, Check> checks = new LinkedHashMap<>();
    checks.put("commits with its caller", this::commitsWithItsCaller);
    checks.put("leaves the caller's work where it fails", this::leavesTheCallersWork);
    checks.put("leaves nothing in the database", this::leavesNothing);
    checks.put("freezes rows that nobody else can see", this::freezes);
    checks.put("runs nothing of its caller's", this::runsNothingOfItsCallers);
    checks.put("tells the line of a row that a policy refuses", this::tellsTheLine);
    checks.put("ends with statement_timeout", this::endsWithStatementTimeout);
    List<Server> servers = Installations.servers();
    Assumptions.assumeFalse(servers.isEmpty(), "moves over JDBC are excluded");
    return servers.stream()
        .flatMap(
            server ->
                checks.entrySet().stream()
                    .map(
                        check ->
                            DynamicTest.dynamicTest(
                                check.getKey() + ", " + server.name(),
                                () -> run(server, check.getValue()))));
  }

  private static void run(Server server, Check check)
      throws SQLException, InterruptedException, IOException {
    try (TestDatabase database = TestDatabase.empty(server, "test_jdbc_host")) {
      Connection session = database.connect();
      Installation.makeRoles(session);
      Jdbc.execute(
          session,
          "CREATE SCHEMA own AUTHORIZATION stranger; GRANT TEMPORARY ON DATABASE test_jdbc_host TO"
              + " stranger; SET ROLE stranger; SET search_path = own;"
              + " CREATE TABLE item (id int PRIMARY KEY, name text NOT NULL)");
      check.run(session, database.connect());
    }
  }

  private String file(int rows) throws IOException {
    Path file = directory.resolve("item.csv");
    Files.writeString(
        file,
        IntStream.rangeClosed(1, rows)
            .mapToObj(i -> i + ",name " + i + "\n")
            .collect(Collectors.joining("", "id,name\n", "")));
    return file.toString();
  }

  private static Map<String, Object> move(Connection session, String path, String mode)
      throws SQLException, InterruptedException {
    Map<String, Object> call = new LinkedHashMap<>();
    call.put("table_name", "item");
    call.put("move_type", "existing_schema");
    call.put("dry_run", false);
    call.put("primary_key_columns", List.of());
    JdbcHost host =
        new JdbcHost(
            session,
            LinkedFunctions.of(SqlScripts.all()),
            (moveId, rows) -> {
              throw new IllegalStateException("no row is put aside");
            });
    return host.call("move", path, Map.of("mode", mode), call);
  }

  private static String value(Connection session, String query) throws SQLException {
    return Jdbc.value(session, query);
  }

  private void commitsWithItsCaller(Connection session, Connection witness)
      throws SQLException, InterruptedException, IOException {
    Jdbc.execute(session, "BEGIN");
    Map<String, Object> end = move(session, file(3), "replace");
    assertEquals("done", end.get("do"), end::toString);
    assertEquals(3L, Json.number(Json.map(end, "result"), "rows_processed", 0));
    assertEquals("3", value(session, "SELECT count(*) FROM item"));
    Jdbc.execute(session, "ROLLBACK");
    assertEquals("0", value(session, "SELECT count(*) FROM item"));
  }

  private void leavesTheCallersWork(Connection session, Connection witness)
      throws SQLException, InterruptedException, IOException {
    Jdbc.execute(session, "BEGIN; INSERT INTO item VALUES (2, 'mine')");
    Map<String, Object> failure = Json.map(move(session, file(3), "append"), "failure");
    assertEquals("23505", Json.text(failure, "sqlstate"));
    assertEquals("item_pkey", Json.text(failure, "constraint"));
    assertEquals(
        "Line 3 of \""
            + directory
            + "/item.csv\" holds \"2\": key (id)=(2) of \"item_pkey\" is in the table already.",
        Json.text(failure, "detail"));
    Jdbc.execute(session, "COMMIT");
    assertEquals("mine", value(session, "SELECT string_agg(name, ',') FROM item"));
  }

  private void leavesNothing(Connection session, Connection witness)
      throws SQLException, InterruptedException, IOException {
    List<String> queries = new ArrayList<>();
    for (String catalog : List.of("pg_class", "pg_proc", "pg_type", "pg_namespace")) {
      queries.add("(SELECT count(*) FROM pg_catalog." + catalog + ")");
    }
    String objects = "SELECT concat_ws(' ', " + String.join(", ", queries) + ")";
    Jdbc.execute(session, "CREATE TEMPORARY TABLE first_of_the_session ()");
    Jdbc.execute(session, "BEGIN");
    move(session, file(3), "upsert");
    Jdbc.execute(session, "COMMIT");
    String before = value(session, objects);
    Jdbc.execute(session, "BEGIN");
    assertEquals("done", move(session, file(4), "upsert").get("do"));
    Jdbc.execute(session, "COMMIT");
    assertEquals(before, value(session, objects));
    assertEquals("4", value(session, "SELECT count(*) FROM item"));
    assertEquals("0", value(session, "SELECT count(*) FROM pg_prepared_statements"));
  }

  /** A row that is not frozen has a transaction id that has an age. */
  private void freezes(Connection session, Connection witness)
      throws SQLException, InterruptedException, IOException {
    Jdbc.execute(session, "BEGIN");
    assertEquals("done", move(session, file(3), "replace").get("do"));
    Jdbc.execute(session, "COMMIT; RESET ROLE; CREATE EXTENSION pageinspect");
    assertEquals(
        "{HEAP_XMIN_FROZEN}",
        value(
            session,
            "SELECT DISTINCT combined_flags FROM heap_page_items(get_raw_page('own.item', 0)) h,"
                + " heap_tuple_infomask_flags(h.t_infomask, h.t_infomask2)"));
  }

  private void runsNothingOfItsCallers(Connection session, Connection witness)
      throws SQLException, InterruptedException, IOException {
    HostileSchema trap = HostileSchema.by(witness);
    Jdbc.execute(session, "SET search_path = trap, pg_catalog, own");
    trap.sprung(session);
    for (String mode : List.of("replace", "append", "upsert", "replace")) {
      Jdbc.execute(session, "BEGIN");
      assertEquals(
          mode.equals("append") ? "failed" : "done", move(session, file(3), mode).get("do"), mode);
      Jdbc.execute(session, "COMMIT");
      assertNull(trap.sprung(session), mode);
    }
  }

  /** No right to temporary tables is needed for it. */
  private void tellsTheLine(Connection session, Connection witness)
      throws SQLException, InterruptedException, IOException {
    Jdbc.execute(witness, "REVOKE TEMPORARY ON DATABASE test_jdbc_host FROM PUBLIC, stranger");
    Jdbc.execute(
        session,
        "CREATE POLICY few ON item USING (id <> 3); ALTER TABLE item ENABLE ROW LEVEL SECURITY;"
            + " ALTER TABLE item FORCE ROW LEVEL SECURITY; BEGIN");
    Map<String, Object> failure = Json.map(move(session, file(5), "append"), "failure");
    assertEquals("42501", Json.text(failure, "sqlstate"));
    assertEquals("Line 4 of \"" + directory + "/item.csv\".", Json.text(failure, "detail"));
    Jdbc.execute(session, "COMMIT");
    assertEquals("0", value(session, "SELECT count(*) FROM item"));
  }

  private void endsWithStatementTimeout(Connection session, Connection witness)
      throws SQLException, InterruptedException, IOException {
    Jdbc.execute(
        session,
        "CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS"
            + " 'BEGIN PERFORM pg_sleep(0.001); RETURN new; END';"
            + " CREATE TRIGGER wait BEFORE INSERT ON item FOR EACH ROW EXECUTE FUNCTION wait();"
            + " SET statement_timeout = '200ms'; BEGIN");
    String path = file(ROWS);
    PSQLException e = assertThrows(PSQLException.class, () -> move(session, path, "append"));
    assertEquals("57014", e.getSQLState());
    Jdbc.execute(session, "ROLLBACK");
    assertEquals("0", value(session, "SELECT count(*) FROM item"));
  }
}
