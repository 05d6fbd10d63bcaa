package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.datamove.testing.Installation;
import org.datamove.testing.Installations;
import org.datamove.testing.Jdbc;
import org.datamove.testing.Project;
import org.datamove.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What a dry run says of a move is what happens: of every move of every case, and of moves of
 * generated files into generated tables by a role with generated privileges. What constraints,
 * triggers and row security make of the rows is not foreseen; the last line counts it by kind.
 */
class ForeseenIT {
  private static final int RANDOM_TABLES = Integer.getInteger("datamove.random", 150);
  private static final long FIRST_SEED = Long.getLong("datamove.seed", 1);
  private static final Set<String> NOT_FORESEEN =
      Set.of(
          "foreign key",
          "key",
          "check or partition",
          "exclusion",
          "in use",
          "read only",
          "row of an index or trigger",
          "event trigger",
          "not null behind a trigger",
          "row security");

  private static final List<TestDatabase> DATABASES = new ArrayList<>();
  private static final Map<String, Integer> differences = new TreeMap<>();
  private static int moves;
  private static int failures;

  /** In one installation: they give the same answers. */
  @TestFactory
  Stream<DynamicTest> cases() {
    Installation installation = Installations.all().get(0);
    TestDatabase database = database(installation);
    String files =
        installation.server().publish(Project.testResources().resolve("cases"), database.name());
    Connection session = database.connect();
    return Case.chosen()
        .filter(one -> one.steps().stream().anyMatch(Step::isMove))
        .filter(one -> hasWhatItNeeds(session, one))
        .map(
            one ->
                DynamicTest.dynamicTest(
                    one.name(),
                    () ->
                        judge(
                            Foretold.ofCase(
                                session, one, files + "/" + one.name(), Step::foretelling))));
  }

  @TestFactory
  Stream<DynamicTest> generated() {
    Installation installation = Installations.all().get(0);
    TestDatabase database = database(installation);
    Connection session = database.connect();
    return LongStream.range(FIRST_SEED, FIRST_SEED + RANDOM_TABLES)
        .mapToObj(
            seed -> {
              RandomMove move = new RandomMove(seed);
              return DynamicTest.dynamicTest(
                  "seed " + seed, () -> judge(List.of(generated(installation, session, move))));
            });
  }

  @AfterAll
  static void dropDatabases() throws SQLException {
    DATABASES.forEach(TestDatabase::close);
    System.out.printf(
        "%d moves foretold, of which %d failed; not foreseen: %s%n", moves, failures, differences);
  }

  private static TestDatabase database(Installation installation) {
    TestDatabase database = installation.newDatabase();
    DATABASES.add(database);
    return database;
  }

  private static boolean hasWhatItNeeds(Connection session, Case one) {
    try {
      return one.missing(session) == null;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void judge(List<Foretold> all) {
    List<Foretold> wrong = new ArrayList<>();
    for (Foretold each : all) {
      moves++;
      failures += each.move().success() ? 0 : 1;
      String difference = each.difference();
      if (difference != null) {
        differences.merge(difference, 1, Integer::sum);
      }
      if (difference != null && !NOT_FORESEEN.contains(difference)) {
        wrong.add(each);
      }
    }
    assertEquals(List.of(), wrong);
  }

  /** A dry run, one in a READ ONLY transaction, which must say the same, and the move. */
  private static Foretold generated(Installation installation, Connection session, RandomMove move)
      throws SQLException, IOException {
    String database = Jdbc.value(session, "SELECT current_database()");
    Path scratch = Files.createTempFile("datamove-csv", ".csv");
    String file;
    try {
      Files.writeString(scratch, move.csv());
      file = installation.server().publish(scratch, database + "_" + move.seed() + ".csv");
    } finally {
      Files.delete(scratch);
    }
    Jdbc.execute(session, "ROLLBACK; RESET ROLE; DROP SCHEMA IF EXISTS t CASCADE; CREATE SCHEMA t");
    Jdbc.execute(
        session, "SELECT datamove.allow_source(%s, 'guest')".formatted(Jdbc.literal(file)));
    Jdbc.execute(session, move.setUp().replace("$DATABASE", database));
    Step step = move.step(file);
    Verdict dry = Verdict.of(session, step.foretelling(), "");
    Jdbc.execute(session, "BEGIN READ ONLY");
    Verdict readOnly = Verdict.of(session, step.foretelling(), "");
    Jdbc.execute(session, "ROLLBACK");
    assertEquals(dry, readOnly, move.setUp());
    Verdict made = Verdict.of(session, step, "");
    return new Foretold(step, dry, made);
  }
}
