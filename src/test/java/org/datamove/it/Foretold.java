package org.datamove.it;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.datamove.testing.Jdbc;
import org.postgresql.core.TransactionState;

/**
 * A move, and what was said of it right before.
 *
 * @param step the move
 * @param verdict what was foretold
 * @param move what became of it
 */
record Foretold(Step step, Verdict verdict, Verdict move) {

  /**
   * Makes the moves of a case, each after it was foretold; whatever else the case does is done.
   *
   * @param before what foretells a move
   */
  static List<Foretold> ofCase(
      Connection session, Case given, String files, UnaryOperator<Step> before)
      throws SQLException {
    Transcript.prepare(session, given, files);
    List<Foretold> all = new ArrayList<>();
    for (Step step : given.steps()) {
      if (Verdict.state(session) == TransactionState.FAILED) {
        break;
      }
      if (step.isMove()) {
        Verdict verdict = foretell(session, before.apply(step), files);
        all.add(new Foretold(step, verdict, Verdict.of(session, step, files)));
      } else {
        other(session, step, files);
      }
    }
    if (Verdict.state(session) != TransactionState.IDLE) {
      Jdbc.execute(session, "ROLLBACK"); // the next case begins outside a transaction
    }
    return all;
  }

  /** The caller's transaction goes on, whatever it raises. */
  private static Verdict foretell(Connection session, Step step, String files) throws SQLException {
    if (Verdict.state(session) != TransactionState.OPEN) {
      return Verdict.of(session, step, files);
    }
    Jdbc.execute(session, "SAVEPOINT foretelling");
    Verdict verdict = Verdict.of(session, step, files);
    Jdbc.execute(session, "ROLLBACK TO SAVEPOINT foretelling; RELEASE SAVEPOINT foretelling");
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

  /** What of the move was not foretold; null where it was, as far as a dry run can. */
  String difference() {
    if (verdict.success() && move.success()) {
      return null;
    }
    if (move.success()) {
      return "refused wrongly";
    }
    if (!verdict.success()) {
      return verdict.foretells(move) ? null : "refused otherwise";
    }
    return switch (move.state()) {
      case "23503" -> "foreign key";
      case "23505" -> "key";
      case "23514" -> "check or partition";
      case "23P01" -> "exclusion";
      case "55006" -> "in use";
      case "25006" -> "read only";
      case "23502" -> verdict.unforeseen() ? "not null behind a trigger" : "not null";
      case "42501" -> verdict.unforeseen() ? "row security" : "privilege";
      case "P0001" -> ofException();
      // Of rows that are rejected, those are not foreseen that triggers refuse.
      case "UD001" ->
          move.text().contains("reject_limit") ? "row of an index or trigger" : move.state();
      default -> move.text().contains("\nLine ") ? "row of an index or trigger" : move.state();
    };
  }

  private String ofException() {
    if (move.text().contains("\nLine ")) {
      return "row of an index or trigger";
    }
    return verdict.unforeseen() ? "event trigger" : "exception of nothing that was named";
  }

  @Override
  public String toString() {
    return step.args() + "\n  foretold: " + verdict + "\n  move: " + move + "\n";
  }
}
