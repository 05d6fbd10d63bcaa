package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.datamove.execute.Command;
import org.datamove.host.jdbc.JdbcHost;
import org.datamove.host.jdbc.LinkedFunctions;
import org.datamove.json.Json;
import org.datamove.sql.SqlScripts;
import org.datamove.testing.Installation;
import org.datamove.testing.Installations;
import org.datamove.testing.Jdbc;
import org.datamove.testing.Server;
import org.datamove.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The rows that a move rejects are those that PostgreSQL refuses where each has an INSERT of its
 * own, and the table holds what it would hold then: of generated files into generated tables with
 * every kind of constraint and trigger, in every mode, in every way to reach the engine. Where
 * refused rows are not rejected the move fails for one, and changes nothing.
 */
class ConservationIT {
  private static final int TABLES = Integer.getInteger("datamove.random", 30);
  private static final long FIRST_SEED = Long.getLong("datamove.seed", 1);
  private static final List<TestDatabase> DATABASES = new ArrayList<>();

  /** Makes a move; its result has the numbers of rows. */
  private interface Mover {
    Map<String, Object> move(String path, RandomRows rows, boolean rejects) throws SQLException;
  }

  @TestFactory
  Stream<DynamicTest> installed() {
    return Installations.areWanted()
        ? Installations.all().stream().flatMap(ConservationIT::installed)
        : Stream.of();
  }

  @TestFactory
  Stream<DynamicTest> overJdbc() {
    return Installations.servers().stream().limit(1).flatMap(ConservationIT::overJdbc);
  }

  @AfterAll
  static void dropDatabases() {
    DATABASES.forEach(TestDatabase::close);
  }

  private static Stream<DynamicTest> installed(Installation installation) {
    TestDatabase database = installation.newDatabase();
    DATABASES.add(database);
    Connection session = database.connect();
    Mover mover = (path, rows, rejects) -> move(session, path, rows, rejects);
    return tests(
        installation.toString(), session, file -> publish(installation, session, file), mover);
  }

  private static Stream<DynamicTest> overJdbc(Server server) {
    TestDatabase database = TestDatabase.empty(server, "test_jdbc");
    DATABASES.add(database);
    Connection session = database.connect();
    LinkedFunctions functions = LinkedFunctions.of(SqlScripts.all());
    Installations.tested("jdbc on " + server.name());
    return tests(
        "jdbc on " + server.name(),
        session,
        Path::toString,
        (path, rows, rejects) -> move(session, functions, path, rows, rejects));
  }

  private interface Publisher {
    String publish(Path file) throws SQLException;
  }

  private static String publish(Installation installation, Connection session, Path file)
      throws SQLException {
    String name = Jdbc.value(session, "SELECT current_database()") + "_" + file.getFileName();
    return installation.server().publish(file, name);
  }

  private static Stream<DynamicTest> tests(
      String way, Connection session, Publisher publisher, Mover mover) {
    return LongStream.range(FIRST_SEED, FIRST_SEED + TABLES)
        .mapToObj(
            seed ->
                DynamicTest.dynamicTest(
                    way + ", seed " + seed, () -> compare(seed, session, publisher, mover)));
  }

  private static void compare(long seed, Connection session, Publisher publisher, Mover mover)
      throws SQLException, IOException {
    RandomRows rows = new RandomRows(seed);
    Path scratch = Files.createTempFile("datamove-rows", ".csv");
    try {
      Files.writeString(scratch, rows.csv());
      Jdbc.execute(session, "ROLLBACK");
      String path = publisher.publish(scratch);
      Jdbc.execute(session, "DROP SCHEMA IF EXISTS t CASCADE; CREATE SCHEMA t");
      Jdbc.execute(session, rows.setUp());
      Jdbc.execute(session, "CREATE TABLE t.rejected (row_number bigint)");
      String what = rows.mode() + "\n" + rows.setUp() + rows.csv();
      RowByRow expected = RowByRow.of(session, rows);
      stops(session, mover, path, rows, expected, what);
      rejects(session, mover, path, rows, expected, what);
    } finally {
      Files.delete(scratch);
    }
  }

  private static void stops(
      Connection session, Mover mover, String path, RandomRows rows, RowByRow expected, String what)
      throws SQLException {
    List<List<String>> before = RowByRow.table(session);
    Map<String, Object> result = mover.move(path, rows, false);
    assertEquals(expected.refused().isEmpty(), result != null, "success: " + what);
    assertEquals(result == null ? before : expected.table(), RowByRow.table(session), what);
    Jdbc.execute(session, "ROLLBACK");
  }

  private static void rejects(
      Connection session, Mover mover, String path, RandomRows rows, RowByRow expected, String what)
      throws SQLException {
    Map<String, Object> result = mover.move(path, rows, true);
    List<Long> rejected =
        RowByRow.rows(session, "SELECT row_number FROM t.rejected ORDER BY 1").stream()
            .map(row -> Long.valueOf(row.get(0)))
            .toList();
    assertEquals(expected.refused(), rejected, what);
    assertEquals(expected.table(), RowByRow.table(session), what);
    Map<String, Object> counts = Json.map(Json.map(result, "report"), "rows");
    long sum = 0;
    for (String kind :
        List.of("inserted", "updated", "unchanged", "skipped", "rejected", "suppressed")) {
      sum += Json.number(counts, kind, 0);
    }
    assertEquals(rows.rows().size(), Json.number(counts, "read", 0), what);
    assertEquals(rows.rows().size(), sum, counts + " " + what);
    if (rows.mode() == RandomRows.Mode.SKIP) {
      assertEquals(expected.leftOut(rows), listed(result), what);
    }
    Jdbc.execute(session, "ROLLBACK");
  }

  /** The rows that a result tells to be skipped: each is on a line of its own below the header. */
  private static List<Long> listed(Map<String, Object> result) {
    List<Map<String, Object>> findings = Json.list(Json.map(result, "report"), "findings");
    return findings.stream()
        .filter(finding -> "row_skipped".equals(finding.get("code")))
        .map(finding -> Json.number(finding, "line_number", 0) - 1)
        .toList();
  }

  private static Map<String, Object> options(RandomRows rows, boolean rejects) {
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("progress", "off");
    if (rejects) {
      options.put("on_error", "reject");
    }
    switch (rows.mode()) {
      case REPLACE -> {}
      case APPEND -> options.put("mode", "append");
      case SKIP -> {
        options.put("mode", "append");
        options.put("on_conflict", "nothing");
        options.put("list_skipped", true);
        options.put("report_limit", 1000);
      }
      case UPSERT -> options.put("mode", "upsert");
    }
    return options;
  }

  private static Map<String, Object> move(
      Connection session, String path, RandomRows rows, boolean rejects) throws SQLException {
    Jdbc.execute(session, "BEGIN; SAVEPOINT before");
    try {
      String call =
          "SELECT pg_catalog.to_json(m) FROM datamove.move(%s, 't.x', 'existing_schema', options => %s) m"
              .formatted(Jdbc.literal(path), Jdbc.literal(Json.write(options(rows, rejects))));
      Map<String, Object> result = Json.object(Jdbc.value(session, call));
      Jdbc.execute(
          session,
          "INSERT INTO t.rejected SELECT row_number FROM datamove.rejected_row WHERE move_id::text = "
              + Jdbc.literal(String.valueOf(Json.map(result, "report").get("move_id"))));
      return result;
    } catch (SQLException e) {
      if (rejects) {
        throw e;
      }
      Jdbc.execute(session, "ROLLBACK TO before");
      return null;
    }
  }

  private static Map<String, Object> move(
      Connection session, LinkedFunctions functions, String path, RandomRows rows, boolean rejects)
      throws SQLException {
    Jdbc.execute(session, "BEGIN");
    JdbcHost host = new JdbcHost(session, functions, (id, aside) -> keep(session, aside));
    Map<String, Object> call = new LinkedHashMap<>();
    call.put("table_name", "t.x");
    call.put("move_type", "existing_schema");
    call.put("dry_run", false);
    call.put("batch_size", null);
    call.put("primary_key_columns", List.of());
    try {
      Map<String, Object> end = host.call("move", path, options(rows, rejects), call);
      if (rejects && !"done".equals(end.get("do"))) {
        throw new AssertionError(end + "\n" + rows.setUp() + rows.csv());
      }
      return "done".equals(end.get("do")) ? Json.map(end, "result") : null;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void keep(Connection session, Command.KeepRejected rows) throws SQLException {
    for (Map<String, Object> row : rows.rows()) {
      Jdbc.execute(session, "INSERT INTO t.rejected VALUES (" + row.get("row_number") + ")");
    }
  }
}
