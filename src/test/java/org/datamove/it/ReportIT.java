package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.datamove.testing.Installation;
import org.datamove.testing.Installations;
import org.datamove.testing.Jdbc;
import org.datamove.testing.Project;
import org.datamove.testing.TestDatabase;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.postgresql.util.PSQLException;

/**
 * Every report of every behaviour case follows {@code docs/report.schema.json}: of each move, and
 * of a dry run just before it.
 */
class ReportIT {
  private static final int FEWEST_REPORTS = 50;

  private final JsonSchema schema = schema();

  private static JsonSchema schema() {
    try {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(Files.readString(Project.root().resolve("docs/report.schema.json")));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @TestFactory
  Stream<DynamicTest> reports() {
    return Installations.all().stream()
        .map(one -> DynamicTest.dynamicTest(one.toString(), () -> checkAll(one)));
  }

  private void checkAll(Installation installation) throws SQLException {
    int reports = 0;
    try (TestDatabase database = installation.newDatabase()) {
      String files =
          installation.server().publish(Project.testResources().resolve("cases"), database.name());
      Connection session = null;
      for (Case one : Case.all()) {
        if (session == null || !session.isValid(5)) {
          session = database.connect();
        }
        reports += check(session, one, files + "/" + one.name());
      }
    }
    assertTrue(reports >= FEWEST_REPORTS, reports + " reports");
  }

  private int check(Connection session, Case one, String files) throws SQLException {
    Jdbc.execute(session, "ROLLBACK; RESET ROLE; RESET ALL; DROP SCHEMA IF EXISTS t CASCADE");
    Jdbc.execute(session, "CREATE SCHEMA t; GRANT ALL ON SCHEMA t TO PUBLIC");
    Jdbc.execute(session, "SET search_path = t, public");
    Jdbc.execute(session, one.tableSql().replace("$CASE", files));
    int reports = 0;
    for (Step step : one.steps()) {
      if (step.role() != null) {
        attempt(session, "SET ROLE " + step.role());
      }
      if (step.function() == null) {
        attempt(session, step.sql().replace("$CASE", files));
      } else if (step.function().equals("move")) {
        String call = "SELECT r.report" + step.call(files).replaceFirst("(?s)^.*?(?= FROM )", "");
        if (!step.args().containsKey("dry_run")) {
          attempt(session, "SAVEPOINT before_dry_run");
          String dry = call.replace("datamove.move(", "datamove.move(dry_run => true, ");
          reports += report(session, dry, one.name() + ", dry run");
          attempt(session, "ROLLBACK TO SAVEPOINT before_dry_run");
        }
        reports += report(session, call, one.name());
      }
      if (step.role() != null) {
        attempt(session, "RESET ROLE");
      }
    }
    return reports;
  }

  /** Checks the report of a call; a call that fails has none. */
  private int report(Connection session, String call, String what) throws SQLException {
    String report;
    try {
      report = Jdbc.value(session, call);
    } catch (SQLException e) {
      return 0;
    }
    Set<String> problems =
        schema.validate(report, InputFormat.JSON).stream()
            .map(problem -> what + problem.getMessage())
            .collect(Collectors.toSet());
    assertEquals(Set.of(), problems, report);
    return 1;
  }

  /** Runs a statement that may fail: a savepoint outside of a transaction, a case's wrong input. */
  private static void attempt(Connection session, String sql) throws SQLException {
    try (Statement statement = session.createStatement()) {
      statement.execute(sql);
    } catch (PSQLException e) {
      if (e.getServerErrorMessage() == null) {
        throw e;
      }
    }
  }
}
