package org.datamove.plan;

import java.util.ArrayList;
import java.util.List;
import org.datamove.validate.move.Operation;

/**
 * What a move will do.
 *
 * @param operation what the move turns out to be
 * @param lockMode the lock that the steps need on an existing target, such as ACCESS EXCLUSIVE, or
 *     null where there is none yet
 * @param steps in the order in which they run
 * @param indexes what becomes of the target's indexes, without those of constraints
 * @param search how the rows are sought that the database refuses; null where they are not
 */
public record Plan(
    Operation operation,
    String lockMode,
    List<Step> steps,
    List<PlannedIndex> indexes,
    SearchSteps search) {
  /** The same steps with indexes that are kept up row by row; new ones are made before the load. */
  public List<Step> stepsWithoutRebuild() {
    List<Step> kept = new ArrayList<>();
    List<Step> made = new ArrayList<>();
    int load = -1;
    for (Step step : steps) {
      if (step instanceof Step.IndexBuild index) {
        if (index.isNew()) {
          made.add(new Step.Statement(step.kind(), step.title(), step.sql()));
        }
      } else if (!(step instanceof Step.IndexDrop)) {
        boolean loads = step instanceof Step.Load || step instanceof Step.StagingTable;
        load = load < 0 && loads ? kept.size() : load;
        kept.add(step);
      }
    }
    kept.addAll(Math.max(load, 0), made);
    return kept;
  }
}
