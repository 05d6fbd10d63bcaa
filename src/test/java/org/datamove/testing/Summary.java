package org.datamove.testing;

import java.util.List;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/**
 * Says after the last test in which engines and servers the tests ran, and in which they did not.
 */
public final class Summary implements TestExecutionListener {
  private static List<String> told = List.of();

  @Override
  public void testPlanExecutionFinished(TestPlan plan) {
    tell(Installations.summary());
  }

  /** A JVM that is given one class after the other has a plan for each. */
  private static synchronized void tell(List<String> lines) {
    if (!lines.equals(told)) {
      told = lines;
      Notice.print("INSIDE POSTGRESQL", lines);
    }
  }
}
