package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.datamove.testing.Baseline;
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
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Every recommendation, and every hint that names options or an argument, which any case is shown,
 * or would be shown by a dry run, is followed: the same call is made as the advice has it, in a
 * fresh copy of the case. What was told must be gone and nothing else be in the way; where nothing
 * is left the file is loaded. The case's {@code followed.txt} has what came of it all, with the
 * rows.
 */
class AdviceIT {

  private static final List<TestDatabase> DATABASES = new ArrayList<>();
  private static int followed;
  private static int loaded;

  /** In one installation: they give the same answers. */
  @TestFactory
  Stream<DynamicTest> canBeFollowed() {
    Installation installation = Installations.all().get(0);
    TestDatabase database = installation.newDatabase();
    DATABASES.add(database);
    String files =
        installation.server().publish(Project.testResources().resolve("cases"), database.name());
    Connection session = database.connect();
    return Case.chosen()
        .map(
            one ->
                DynamicTest.dynamicTest(
                    one.name(), () -> new Follower(session, one, files + "/" + one.name()).run()));
  }

  @AfterAll
  static void dropDatabases() {
    DATABASES.forEach(TestDatabase::close);
    System.out.printf("%d pieces of advice followed, with which %d files load%n", followed, loaded);
  }

  /** One case, followed piece by piece. */
  private static final class Follower {
    private final Connection session;
    private final Case one;
    private final String files;
    private final List<Step> steps;
    private final StringBuilder text = new StringBuilder();
    private final Set<String> tried = new HashSet<>();
    private final List<String> faults = new ArrayList<>();

    /** The step before which the session is; -1 where that is not known. */
    private int at = -1;

    Follower(Connection session, Case one, String files) {
      this.session = session;
      this.one = one;
      this.files = files;
      this.steps = one.steps();
    }

    void run() throws SQLException, IOException {
      String missing = one.missing(session);
      Assumptions.assumeTrue(missing == null, missing);
      for (int i = 0; i < steps.size(); i++) {
        if (steps.get(i).function() != null) {
          step(i);
        }
      }
      end();
      Path pinned = one.directory().resolve("followed.txt");
      if (text.isEmpty() && Project.update()) {
        Files.deleteIfExists(pinned);
      } else if (text.isEmpty()) {
        assertFalse(Files.exists(pinned), "no advice to follow, but " + pinned);
      } else {
        Baseline.check(pinned, new Transcript(session, files).clean(text.toString()));
      }
      assertEquals(List.of(), faults);
    }

    /** What the step says, and what it would say as a dry run, which always has a report. */
    private void step(int number) throws SQLException {
      Step step = steps.get(number);
      List<Advice> found = new ArrayList<>();
      Set<Problem> told = Set.of();
      goTo(number);
      if (step.takesTable()) {
        found.addAll(ask(step.dryRun()));
        goTo(number);
        told = problems(step);
      }
      goTo(number);
      found.addAll(ask(step));
      at = number + 1;
      for (Advice advice : Advice.once(found)) {
        follow(number, advice, told);
      }
    }

    private List<Advice> ask(Step step) throws SQLException {
      return Advice.of(session, step, files);
    }

    /** Plays the steps before one, as far as they have not been played. */
    private void goTo(int number) throws SQLException {
      if (at > number || at < 0 || Verdict.state(session) == TransactionState.FAILED) {
        end();
        Transcript.prepare(session, one, files);
        at = 0;
      }
      Transcript played = new Transcript(session, files);
      for (; at < number; at++) {
        played.run(steps.get(at));
      }
    }

    private void end() throws SQLException {
      if (Verdict.state(session) != TransactionState.IDLE) {
        Jdbc.execute(session, "ROLLBACK");
      }
    }

    private void follow(int number, Advice advice, Set<Problem> told) throws SQLException {
      Step call = steps.get(number).following(advice.arguments());
      if (!tried.add(advice.sql() + JsonWriter.string(call.args()))) {
        return;
      }
      followed++;
      text.append("== step ").append(number + 1).append(": ").append(advice.text()).append('\n');
      if (advice.sql() != null) {
        text.append(advice.sql()).append(";\n");
      }
      text.append(JsonWriter.string(call.args())).append('\n');
      goTo(number);
      at = -1;
      if (advice.sql() != null) {
        Jdbc.execute(session, advice.sql());
      }
      String failure = outcome(session, call, files, text);
      if (failure == null) {
        loaded++;
        text.append(Transcript.rowsAfter(session, files, call));
        return;
      }
      goTo(number);
      at = -1;
      if (advice.sql() != null) {
        Jdbc.execute(session, advice.sql());
      }
      Set<Problem> left = problems(call);
      if (left.isEmpty()) {
        left.add(new Problem(failure, null));
      }
      boolean isTold = left.stream().allMatch(problem -> problem.isAmong(told));
      boolean gone = left.size() < told.size();
      if (!(gone && isTold) && !isInTheWayAnyhow(number, failure)) {
        faults.add(
            "step %d: %s\n  told: %s\n  left: %s\n".formatted(number + 1, advice, told, left));
      }
    }

    /** Whether the move fails for the same reason without the advice, which was about a warning. */
    private boolean isInTheWayAnyhow(int number, String failure) throws SQLException {
      goTo(number);
      at = -1;
      Step move = steps.get(number).following(new JsonObject());
      return failure.equals(outcome(session, move, files, new StringBuilder()));
    }

    /** What validate says is in the way. */
    private Set<Problem> problems(Step call) throws SQLException {
      Set<Problem> problems = new LinkedHashSet<>();
      String failure =
          asRole(
              session,
              call.validation(),
              files,
              row -> {
                if ("error".equals(row.getString("severity"))) {
                  problems.add(
                      new Problem(
                          row.getString("code") + " " + row.getString("column_name"),
                          row.isNull("row_number") && row.isNull("source")
                              ? null
                              : row.get("source") + " " + row.get("line_number")));
                }
              },
              error -> {});
      if (failure != null) {
        problems.add(new Problem(failure, null));
      }
      return problems;
    }
  }

  /** Something in a move's way, on a line of the file or anywhere. */
  private record Problem(String what, String line) {

    /** Whether it was told: a record that was refused as a whole hides what its values have. */
    boolean isAmong(Set<Problem> told) {
      return told.contains(this)
          || (line != null && told.stream().anyMatch(problem -> line.equals(problem.line)));
    }
  }

  /** Makes the call; what it failed with, or null. */
  private static String outcome(Connection session, Step call, String files, StringBuilder text)
      throws SQLException {
    return asRole(
        session,
        call,
        files,
        row -> {
          text.append(
              call.isMove() ? counts(row) : row.getString("name") + " " + row.get("data_type"));
          text.append('\n');
        },
        error -> {
          text.append("ERROR ").append(error.getSQLState()).append(": ");
          text.append(error.getMessage()).append('\n');
          if (error.getDetail() != null) {
            text.append("DETAIL: ").append(error.getDetail()).append('\n');
          }
        });
  }

  private static String counts(JsonObject row) {
    List<String> counts = new ArrayList<>();
    for (String key : List.of("inserted", "updated", "rejected", "skipped")) {
      if (row.getLong("rows_" + key, 0) > 0) {
        counts.add(row.getLong("rows_" + key) + " " + key);
      }
    }
    for (Object warning : row.getArray("warnings", new JsonArray())) {
      counts.add("warning: " + warning);
    }
    return counts.isEmpty() ? "no rows" : String.join(", ", counts);
  }

  private interface Taker<T> {
    void take(T value);
  }

  private static String asRole(
      Connection session,
      Step call,
      String files,
      Taker<JsonObject> rows,
      Taker<ServerErrorMessage> errors)
      throws SQLException {
    if (call.role() != null) {
      Jdbc.execute(session, "SET ROLE " + call.role());
    }
    try (Statement statement = session.createStatement();
        ResultSet result = statement.executeQuery(call.call(files))) {
      while (result.next()) {
        rows.take(Advice.object(result.getString(1)));
      }
      return null;
    } catch (PSQLException e) {
      if (e.getServerErrorMessage() == null) {
        throw e;
      }
      errors.take(e.getServerErrorMessage());
      return e.getSQLState() + " " + e.getServerErrorMessage().getMessage();
    } finally {
      if (call.role() != null && Verdict.state(session) != TransactionState.FAILED) {
        Jdbc.execute(session, "RESET ROLE");
      }
    }
  }
}
