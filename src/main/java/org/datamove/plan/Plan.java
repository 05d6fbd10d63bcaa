package org.datamove.plan;

import java.util.List;
import java.util.Map;
import org.datamove.validate.move.Operation;

/**
 * What a move will do.
 *
 * @param operation what the move turns out to be
 * @param lockMode the lock that the steps need on an existing target, such as ACCESS EXCLUSIVE, or
 *     null where there is none yet
 * @param steps in the order in which they run
 * @param indexes what becomes of the target's indexes, without those of constraints
 */
public record Plan(
    Operation operation, String lockMode, List<Step> steps, List<PlannedIndex> indexes) {
  /** The steps as JSON objects. */
  public List<Map<String, Object>> stepsJson() {
    return steps.stream().map(Step::toJson).toList();
  }
}
