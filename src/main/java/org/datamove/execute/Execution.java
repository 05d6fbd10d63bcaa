package org.datamove.execute;

import java.io.IOException;
import java.util.List;
import org.datamove.plan.Plan;
import org.datamove.plan.Step;
import org.datamove.request.Request;

/**
 * Carries a plan out, and once more in another way where that tells more or succeeds: with a block
 * for each chunk where a row was refused and nobody said which one, and with indexes that are kept
 * up row by row where one cannot be built over the rows.
 */
final class Execution {
  /** Errors that trying again does not tell more about. */
  private static final String[] NOT_OF_ROWS = {"25", "40", "53", "55", "57", "58"};

  private final Database database;
  private final Feed.Opener opener;
  private final Request request;
  private final Plan plan;
  private final Target target;
  private final Caller caller;
  private final ProgressNotices notices;

  Execution(
      Database database,
      Feed.Opener opener,
      Request request,
      Plan plan,
      Target target,
      Caller caller,
      ProgressNotices notices) {
    this.database = database;
    this.opener = opener;
    this.request = request;
    this.plan = plan;
    this.target = target;
    this.caller = caller;
    this.notices = notices;
  }

  /**
   * What was done.
   *
   * @param keptUp why indexes were kept up row by row; null where they were not
   */
  record Executed(Tally tally, String keptUp) {}

  /** Locks the target and carries the plan out, in blocks inside those that are open. */
  Executed run() throws IOException, InterruptedException {
    int outer = database.depth();
    target.lockForChange(plan.lockMode());
    try {
      return new Executed(carryOut(plan.steps()), null);
    } catch (IndexRefusedException e) {
      database.undoTo(outer);
      return new Executed(carryOut(plan.stepsWithoutRebuild()), e.getMessage());
    }
  }

  private Tally carryOut(List<Step> steps) throws IOException, InterruptedException {
    int outer = database.depth();
    try {
      return attempt(steps, false);
    } catch (RowRefusedException e) {
      database.undoTo(outer);
      boolean sought = e.line() != null || e.wasSought();
      if (sought || e.refused().refusal().is(NOT_OF_ROWS)) {
        throw e;
      }
      return carefully(steps, e, outer);
    }
  }

  /** The database does not say which row: it is sought where the chunks before it are in. */
  private Tally carefully(List<Step> steps, RowRefusedException first, int outer)
      throws IOException, InterruptedException {
    try {
      return attempt(steps, true);
    } catch (RowRefusedException e) {
      database.undoTo(outer);
      boolean same = e.refused().refusal().is(first.refused().refusal().sqlState());
      throw same ? e : first;
    } catch (RefusedException e) {
      database.undoTo(outer);
      throw e.refusal().is(first.refused().refusal().sqlState()) ? e : first;
    }
  }

  private Tally attempt(List<Step> steps, boolean careful)
      throws IOException, InterruptedException {
    return new Attempt(database, opener, request, caller, notices, careful).run(steps);
  }
}
