package org.datamove.engine;

import java.io.IOException;
import org.datamove.csv.CsvFile;
import org.datamove.plan.FileFacts;
import org.datamove.plan.Plan;

/** Reads as much of a file as a plan needs. */
interface PlanPass {
  /**
   * Makes the plan.
   *
   * @return null where there are errors among the findings
   */
  Plan plan(CsvFile file, FileFacts facts) throws IOException, InterruptedException;

  /** How many rows were read. */
  long rows();
}
