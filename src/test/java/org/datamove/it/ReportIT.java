package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.datamove.testing.Installation;
import org.datamove.testing.Installations;
import org.datamove.testing.Jdbc;
import org.datamove.testing.Project;
import org.datamove.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;

/**
 * The report of a dry run before each move of each behaviour case follows {@code
 * docs/report.schema.json}. Those of the moves themselves are held to it in every installation by
 * {@link BehaviourIT}; so one installation is enough here.
 */
class ReportIT {
  private static final int FEWEST_REPORTS = 50;

  @Test
  void dryRuns() throws SQLException {
    Installation installation = Installations.all().get(0);
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

  private static int check(Connection session, Case one, String files) throws SQLException {
    if (one.missing(session) != null) {
      return 0;
    }
    Transcript.prepare(session, one, files);
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
          reports +=
              report(session, call.replace("datamove.move(", "datamove.move(dry_run => true, "));
          attempt(session, "ROLLBACK TO SAVEPOINT before_dry_run");
        }
        attempt(session, call);
      }
      if (step.role() != null) {
        attempt(session, "RESET ROLE");
      }
    }
    return reports;
  }

  /** Checks the report of a call; a call that fails has none. */
  private static int report(Connection session, String call) throws SQLException {
    String report;
    try {
      report = Jdbc.value(session, call);
    } catch (PSQLException e) {
      return 0;
    }
    ReportSchema.check(report);
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
