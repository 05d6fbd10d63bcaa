package org.datamove.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.List;
import org.datamove.testing.Project;
import org.datamove.testing.Servers;
import org.junit.jupiter.api.Test;

/** {@code bench/run} runs; its figures are not looked at. */
class BenchIT {
  @Test
  void aSmallCaseIsMeasured() throws IOException, InterruptedException {
    assumeTrue(Servers.obstacleToLocal().isEmpty(), "no local server with PL/Java");
    Process bench =
        new ProcessBuilder(
                List.of(
                    Project.root().resolve("bench/run").toString(),
                    "--case",
                    "mixed_1m",
                    "--contender",
                    "pljava",
                    "--contender",
                    "copy_binary",
                    "--rows",
                    "500",
                    "--pairs",
                    "1",
                    "--memory"))
            .redirectErrorStream(true)
            .start();
    String output = new String(bench.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, bench.waitFor(), output);
    for (String contender : List.of("copy_csv", "copy_binary", "pljava")) {
      assertTrue(
          output.lines().anyMatch(line -> line.matches("ratio mixed_1m " + contender + " [0-9.]+")),
          output);
    }
    assertTrue(output.contains("memory mixed_1m: peak RSS of the session"), output);
  }

  @Test
  void anUnknownCaseIsRefused() throws IOException, InterruptedException {
    Process bench =
        new ProcessBuilder(Project.root().resolve("bench/run").toString(), "--case", "nonsense")
            .redirectErrorStream(true)
            .start();
    String output = new String(bench.getInputStream().readAllBytes(), UTF_8);
    assertEquals(2, bench.waitFor(), output);
    assertEquals("bench: no such case: nonsense\n", output);
  }
}
