package org.datamove.result;

import java.util.List;
import java.util.Map;
import org.datamove.error.Failure;
import org.datamove.plan.Plan;

/**
 * What planning a move told.
 *
 * @param plan null where the file does not fit
 * @param failure what a move would fail with; null where there is a plan
 * @param rows how many rows were read, 0 where that is left to the load
 * @param rejected how many of them would be put aside
 * @param warnings in words
 * @param loss what the caller is warned of once values are gone with their columns; null where none
 *     are
 * @param report the report
 */
public record Planned(
    Plan plan,
    Failure failure,
    long rows,
    long rejected,
    List<String> warnings,
    Loss loss,
    Map<String, Object> report) {

  /**
   * Values that go with their columns.
   *
   * @param message one line
   * @param detail or null
   * @param warnings how many of the first warnings say the same
   */
  public record Loss(String message, String detail, int warnings) {}
}
