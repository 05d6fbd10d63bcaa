package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.datamove.testing.Installation;
import org.datamove.testing.Installations;
import org.datamove.testing.Project;
import org.datamove.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every move of every case is rehearsed right before it is made; both must come to the same
 * verdict.
 */
class RehearsalIT {

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
    return Case.chosen()
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
    String missing = one.missing(session);
    Assumptions.assumeTrue(missing == null, missing);
    List<Foretold> all = Foretold.ofCase(session, one, files, Step::rehearsal);
    moves += all.size();
    failures += (int) all.stream().filter(each -> !each.move().success()).count();
    assertEquals(List.of(), all.stream().filter(RehearsalIT::isWrong).toList());
  }

  /** What the caller's transaction has pending may stop a move before its rows do. */
  private static boolean isWrong(Foretold one) {
    boolean bothFail = !one.verdict().success() && "55006".equals(one.move().state());
    return !bothFail && !one.verdict().foretells(one.move());
  }
}
