package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.datamove.testing.Engine;
import org.datamove.testing.Installation;
import org.datamove.testing.Installations;
import org.datamove.testing.Jdbc;
import org.datamove.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What PostgreSQL's own COPY makes of a file, datamove must make of it: row by row, in the same
 * order. Both of its ways into a table are compared: COPY of chunks, and INSERT where row security
 * is on for the caller.
 */
class CopyDifferentialIT {

  private static final int RANDOM_TABLES = Integer.getInteger("datamove.random", 40);
  private static final long FIRST_SEED = Long.getLong("datamove.seed", 1);
  private static final List<TestDatabase> DATABASES = new ArrayList<>();

  @TestFactory
  Stream<DynamicContainer> sameAsCopy() {
    return Installations.all().stream()
        .map(
            installation ->
                DynamicContainer.dynamicContainer(
                    installation.toString(), tests(new Comparison(installation))));
  }

  @AfterAll
  static void dropDatabases() {
    DATABASES.forEach(TestDatabase::close);
  }

  private static Stream<DynamicTest> tests(Comparison comparison) {
    Stream<DynamicTest> random =
        LongStream.range(FIRST_SEED, FIRST_SEED + comparison.randomTables())
            .mapToObj(
                seed -> {
                  RandomTable table = new RandomTable(seed);
                  String columns = table.columns();
                  String csv = table.csv();
                  return DynamicTest.dynamicTest(
                      "seed " + seed + ": " + columns,
                      () -> comparison.of("seed " + seed, "", columns, csv));
                });
    List<TypeSamples> samples = new ArrayList<>(TypeSamples.all());
    if (comparison.hasVectors()) {
      samples.addAll(TypeSamples.vectors());
    }
    Stream<DynamicTest> types =
        samples.stream()
            .map(
                sample ->
                    DynamicTest.dynamicTest(
                        sample.type(),
                        () ->
                            comparison.of(
                                sample.type(),
                                sample.setUp(),
                                "id integer, v " + sample.type(),
                                sample.csv())));
    return Stream.concat(random, types);
  }

  /** One database; every comparison has a schema {@code t} of its own. */
  private static final class Comparison {

    private static final String TEXT = "x::text COLLATE \"C\"";

    private final Installation installation;
    private final TestDatabase database;
    private Connection session;
    private int files;

    Comparison(Installation installation) {
      this.installation = installation;
      this.database = installation.newDatabase();
      DATABASES.add(database);
      session = database.connect();
    }

    /** Fewer where each move starts a process. */
    int randomTables() {
      return installation.engine() == Engine.PLJAVA ? RANDOM_TABLES : (RANDOM_TABLES + 3) / 4;
    }

    boolean hasVectors() {
      try {
        return Jdbc.value(
                session, "SELECT count(*) FROM pg_available_extensions WHERE name = 'vector'")
            .equals("1");
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    void of(String name, String setUp, String columns, String csv)
        throws SQLException, IOException {
      if (!session.isValid(5)) {
        session = database.connect();
      }
      String file = Jdbc.literal(publish(csv));
      Jdbc.execute(
          session,
          """
          ROLLBACK; RESET ROLE; DROP SCHEMA IF EXISTS t CASCADE; CREATE SCHEMA t;
          GRANT USAGE ON SCHEMA t TO PUBLIC;
          SET search_path = t, public;
          %s;
          CREATE TABLE t.copied (%s);
          CREATE TABLE t.by_copy (LIKE t.copied);
          CREATE TABLE t.by_insert (LIKE t.copied);
          ALTER TABLE t.by_insert ENABLE ROW LEVEL SECURITY;
          CREATE POLICY everything ON t.by_insert USING (true) WITH CHECK (true);
          GRANT ALL ON TABLE t.by_insert TO loader;
          COPY t.copied FROM %s (FORMAT csv, HEADER)
          """
              .formatted(setUp, columns, file));
      List<String> expected = rows("copied", "x.ctid");
      move(name, file, "by_copy");
      assertSame(name + " by COPY", expected, rows("by_copy", "x.ctid"));
      Jdbc.execute(session, "SET ROLE loader");
      move(name, file, "by_insert");
      Jdbc.execute(session, "RESET ROLE");
      // INSERT may fill up an earlier page with a row.
      assertSame(name + " by INSERT", rows("copied", TEXT), rows("by_insert", TEXT));
    }

    /** Shows only the first row that differs: a whole table would hide it. */
    private static void assertSame(String name, List<String> expected, List<String> actual) {
      for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
        int row = i + 1;
        assertEquals(expected.get(i), actual.get(i), () -> name + ", row " + row);
      }
      assertEquals(expected.size(), actual.size(), name + ", number of rows");
    }

    private void move(String name, String file, String table) throws SQLException {
      String call =
          "SELECT * FROM datamove.move(%s, 't.%s', 'existing_schema', options => %s)"
              .formatted(file, table, "'{\"delimiter\": \",\", \"allow_empty\": true}'");
      try {
        Jdbc.execute(session, call);
      } catch (SQLException e) {
        throw new AssertionError(name + ", " + table + ": " + e.getMessage(), e);
      }
    }

    private List<String> rows(String table, String order) throws SQLException {
      List<String> rows = new ArrayList<>();
      try (Statement statement = session.createStatement();
          ResultSet result =
              statement.executeQuery(
                  "SELECT x::text FROM t.%s x ORDER BY %s".formatted(table, order))) {
        while (result.next()) {
          rows.add(result.getString(1));
        }
      }
      return rows;
    }

    private String publish(String csv) throws IOException {
      Path scratch = Files.createTempFile("datamove-csv", ".csv");
      try {
        Files.writeString(scratch, csv);
        return installation.server().publish(scratch, database.name() + "_" + ++files + ".csv");
      } finally {
        Files.delete(scratch);
      }
    }
  }
}
