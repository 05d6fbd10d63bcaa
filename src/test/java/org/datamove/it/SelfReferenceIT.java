package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.datamove.json.Json;
import org.datamove.testing.Installation;
import org.datamove.testing.Installations;
import org.datamove.testing.Jdbc;
import org.datamove.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The rows of generated files that a dry run tells as orphans are those that refer to no row of the
 * table once the file is in it without the foreign key, and the move fails if and only if there are
 * some; unless it says that the foreign key is not foreseen. Where such rows are rejected, as many
 * are rejected as it says.
 */
class SelfReferenceIT {
  private static final int TABLES = Integer.getInteger("datamove.random", 60);
  private static final long FIRST_SEED = Long.getLong("datamove.seed", 1);

  private static TestDatabase database;
  private static int foreseen;
  private static int failed;
  private static int left;
  private static int rejecting;

  /** A dry run's verdict. */
  private record Told(List<Long> orphans, boolean foreseen, long rejected) {}

  @TestFactory
  Stream<DynamicTest> generated() {
    Installation installation = Installations.all().get(0);
    database = installation.newDatabase();
    Connection session = database.connect();
    return LongStream.range(FIRST_SEED, FIRST_SEED + TABLES)
        .mapToObj(
            seed ->
                DynamicTest.dynamicTest(
                    "seed " + seed, () -> compare(installation, session, seed)));
  }

  @AfterAll
  static void dropDatabase() {
    if (database != null) {
      database.close();
    }
    System.out.printf(
        "self references: %d foreseen, with which %d moves failed; %d left to the load; rejected as told by %d moves%n",
        foreseen, failed, left, rejecting);
  }

  private static void compare(Installation installation, Connection session, long seed)
      throws SQLException, IOException {
    Jdbc.execute(session, "ROLLBACK");
    RandomFamily family = new RandomFamily(seed);
    String path = publish(installation, session, family.csv());
    Jdbc.execute(session, "DROP SCHEMA IF EXISTS t CASCADE; CREATE SCHEMA t");
    Jdbc.execute(session, family.setUp());
    String what = family.options() + "\n" + family.setUp() + family.csv();
    Told told = told(session, path, family.options());
    List<Long> orphans = orphans(session, path, family);
    String error = move(session, path, family.options());
    count(told, error);
    if (!told.orphans().isEmpty()) {
      assertTrue(error != null, "fails: " + what);
    }
    if (told.foreseen()) {
      assertEquals(orphans, told.orphans(), what);
      assertEquals(orphans.isEmpty(), error == null, error + " " + what);
      rejects(session, path, family, what);
      String faulty = family.faultyCsv();
      rejects(session, publish(installation, session, faulty), family, what + "faulty:\n" + faulty);
    } else {
      assertEquals(List.of(), told.orphans(), what);
    }
  }

  private static String publish(Installation installation, Connection session, String csv)
      throws SQLException, IOException {
    Path scratch = Files.createTempFile("datamove-family", ".csv");
    try {
      Files.writeString(scratch, csv);
      String name = Jdbc.value(session, "SELECT current_database()") + "_" + scratch.getFileName();
      return installation.server().publish(scratch, name);
    } finally {
      Files.delete(scratch);
    }
  }

  private static void count(Told told, String error) {
    foreseen += told.foreseen() ? 1 : 0;
    failed += told.foreseen() && error != null ? 1 : 0;
    left += told.foreseen() ? 0 : 1;
  }

  private static String call(String path, Map<String, Object> options, boolean dry) {
    return "SELECT pg_catalog.to_json(m) FROM datamove.move(%s, 't.x', 'existing_schema', dry_run => %s, options => %s) m"
        .formatted(Jdbc.literal(path), dry, Jdbc.literal(Json.write(options)));
  }

  private static Told told(Connection session, String path, Map<String, Object> options)
      throws SQLException {
    Map<String, Object> result = Json.object(Jdbc.value(session, call(path, options, true)));
    List<Long> orphans = new ArrayList<>();
    boolean isForeseen = true;
    for (Map<String, Object> finding :
        Json.<Map<String, Object>>list(Json.map(result, "report"), "findings")) {
      String code = Json.text(finding, "code");
      if (code.equals("foreign_key_violation")) {
        orphans.add(Json.number(finding, "row_number", 0));
      }
      isForeseen &= !code.equals("not_foreseen") && !code.equals("deferred_constraint");
    }
    return new Told(orphans, isForeseen, Json.number(result, "rows_rejected", 0));
  }

  /** What PostgreSQL says where the foreign key is not there. */
  private static List<Long> orphans(Connection session, String path, RandomFamily family)
      throws SQLException {
    Jdbc.execute(
        session,
        "BEGIN; ALTER TABLE t.x DROP CONSTRAINT family; CREATE TEMPORARY TABLE before ON COMMIT DROP AS TABLE t.x");
    Jdbc.value(session, call(path, family.options(), false));
    List<Long> orphans =
        RowByRow.rows(session, family.orphans()).stream()
            .map(row -> Long.valueOf(row.get(0)))
            .toList();
    Jdbc.execute(session, "ROLLBACK");
    return orphans;
  }

  /** The error of the move; null where it goes well. It is undone. */
  private static String move(Connection session, String path, Map<String, Object> options)
      throws SQLException {
    Jdbc.execute(session, "BEGIN");
    try {
      Jdbc.value(session, call(path, options, false));
      return null;
    } catch (SQLException e) {
      assertEquals("23503", e.getSQLState(), e.getMessage());
      return e.getMessage();
    } finally {
      Jdbc.execute(session, "ROLLBACK");
    }
  }

  private static void rejects(Connection session, String path, RandomFamily family, String what)
      throws SQLException {
    Map<String, Object> options = new LinkedHashMap<>(family.options());
    options.put("on_error", "reject");
    Told told = told(session, path, options);
    if (told.foreseen()) {
      Jdbc.execute(session, "BEGIN");
      Map<String, Object> result = Json.object(Jdbc.value(session, call(path, options, false)));
      Jdbc.execute(session, "ROLLBACK");
      rejecting++;
      assertEquals(told.rejected(), Json.number(result, "rows_rejected", -1), what);
    }
  }
}
