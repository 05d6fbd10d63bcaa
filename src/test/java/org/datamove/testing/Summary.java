package org.datamove.testing;

import java.util.List;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/**
 * Says after the last test in which engines and servers the tests ran, and in which they did not.
 */
public final class Summary implements TestExecutionListener {

  @Override
  public void testPlanExecutionFinished(TestPlan plan) {
    List<String> lines = Installations.summary();
    if (!lines.isEmpty()) {
      Notice.print("INSIDE POSTGRESQL", lines);
    }
  }
}
