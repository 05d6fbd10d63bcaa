package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.datamove.testing.Installation;
import org.datamove.testing.Installations;
import org.datamove.testing.Jdbc;
import org.datamove.testing.Project;
import org.datamove.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.postgresql.core.TransactionState;

/**
 * Every move of every case is rehearsed right before it is made; both must come to the same
 * verdict.
 */
class RehearsalIT {
  private static final String ONLY = System.getProperty("datamove.case", "");

  private static final List<TestDatabase> DATABASES = new ArrayList<>();
  private static int moves;
  private static int failures;

  /** In one installation: they give the same answers. */
  @TestFactory
  Stream<DynamicTest> foretellsTheMove() {
    Installation installation = Installations.all().get(0);
    TestDatabase database = installation.newDatabase();
    DATABASES.add(database);
    String files =
        installation.server().publish(Project.testResources().resolve("cases"), database.name());
    Connection session = database.connect();
    return Case.all().stream()
        .filter(one -> one.name().contains(ONLY))
        .filter(one -> one.steps().stream().anyMatch(Step::isMove))
        .map(
            one ->
                DynamicTest.dynamicTest(
                    one.name(), () -> compare(session, one, files + "/" + one.name())));
  }

  @AfterAll
  static void dropDatabases() {
    DATABASES.forEach(TestDatabase::close);
    System.out.printf("%d moves rehearsed, of which %d failed as foretold%n", moves, failures);
  }

  private static void compare(Connection session, Case one, String files) throws SQLException {
    Assumptions.assumeTrue(
        one.requires() == null || Jdbc.hasExtension(session, one.requires()), one.requires());
    Transcript.prepare(session, one, files);
    List<String> differences = new ArrayList<>();
    for (Step step : one.steps()) {
      if (Verdict.state(session) == TransactionState.FAILED) {
        break;
      }
      if (!step.isMove()) {
        other(session, step, files);
        continue;
      }
      Verdict rehearsal = rehearse(session, step.rehearsal(), files);
      Verdict move = Verdict.of(session, step, files);
      moves++;
      failures += move.success() ? 0 : 1;
      if (!rehearsal.foretells(move)) {
        differences.add(step.args() + "\n  rehearsal: " + rehearsal + "\n  move: " + move);
      }
    }
    if (Verdict.state(session) != TransactionState.IDLE) {
      Jdbc.execute(session, "ROLLBACK"); // the next case begins outside a transaction
    }
    assertEquals(List.of(), differences);
  }

  /** The caller's transaction goes on, whatever it raises. */
  private static Verdict rehearse(Connection session, Step step, String files) throws SQLException {
    if (Verdict.state(session) != TransactionState.OPEN) {
      return Verdict.of(session, step, files);
    }
    Jdbc.execute(session, "SAVEPOINT rehearsal");
    Verdict verdict = Verdict.of(session, step, files);
    Jdbc.execute(session, "ROLLBACK TO SAVEPOINT rehearsal; RELEASE SAVEPOINT rehearsal");
    return verdict;
  }

  private static void other(Connection session, Step step, String files) throws SQLException {
    if (step.function() != null) {
      return;
    }
    if (step.role() != null) {
      Jdbc.execute(session, "SET ROLE " + step.role());
    }
    try {
      Jdbc.execute(session, step.sql().replace("$CASE", files));
    } catch (SQLException e) {
      // The case shows it; whatever it left is what the next move finds.
      if (e.getSQLState().startsWith("08")) {
        throw e;
      }
    }
    if (step.role() != null && Verdict.state(session) != TransactionState.FAILED) {
      Jdbc.execute(session, "RESET ROLE");
    }
  }
}
