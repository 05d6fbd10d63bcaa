package org.datamove.execute;

import java.io.IOException;
import java.util.List;
import org.datamove.plan.Plan;
import org.datamove.plan.Step;
import org.datamove.request.Request;

/**
 * Carries a plan out, and once more in another way where that tells more or succeeds: with a block
 * for each chunk where a row was refused and nobody said which one, without the rows that the
 * database refuses where these are put aside, and with indexes that are kept up row by row where
 * one cannot be built over the rows.
 */
final class Execution {
  /** Errors that trying again does not tell more about. */
  static final String[] NOT_OF_ROWS = {"25", "40", "53", "55", "57", "58"};

  private static final String CONSTRAINT = "23";

  private final Database database;
  private final Feed.Opener opener;
  private final Request request;
  private final Plan plan;
  private final Target target;
  private final Caller caller;
  private final ProgressNotices notices;
  private LeftOut leftOut = LeftOut.NOTHING;

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
      if (e.refused().refusal().is(NOT_OF_ROWS)) {
        throw e;
      }
      if (plan.search() != null) {
        return withoutRefused(steps, e);
      }
      return located(steps, e);
    } catch (RefusedException e) {
      if (plan.search() == null || !e.refusal().is(CONSTRAINT)) {
        throw e;
      }
      database.undoTo(outer);
      return withoutRefused(steps, e);
    }
  }

  /** All rows that the database refuses are sought, and left out where they may be. */
  private Tally withoutRefused(List<Step> steps, RuntimeException first)
      throws IOException, InterruptedException {
    int outer = database.depth();
    RuntimeException refused = first;
    while (true) {
      Trial trial = new Trial(database, opener, request, plan.search(), caller, notices);
      List<RowRefusal> found = trial.search(leftOut.rows());
      if (found.isEmpty()) {
        if (refused instanceof RowRefusedException row) {
          return located(steps, row);
        }
        throw refused;
      }
      if (!request.options().rejects()) {
        throw new RowsRefusedException(found);
      }
      found.addAll(leftOut.rows());
      leftOut = new LeftOut(found, true);
      try {
        return attempt(steps, false);
      } catch (RowRefusedException | RefusedException e) {
        database.undoTo(outer); // what is still refused was accepted among fewer rows
        refused = e;
      }
    }
  }

  /** Throws with the row's line where that can be told. */
  private Tally located(List<Step> steps, RowRefusedException refused)
      throws IOException, InterruptedException {
    if (refused.line() != null || refused.wasSought()) {
      throw refused;
    }
    return carefully(steps, refused, database.depth());
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
    return new Attempt(
            database, opener, request, caller, notices, leftOut, plan.search() != null, careful)
        .run(steps);
  }
}
