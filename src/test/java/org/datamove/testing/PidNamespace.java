package org.datamove.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A namespace of process ids in which a program is process 1, as in a container: whatever loses its
 * parent becomes the program's child. From outside its processes are seen under other ids.
 */
final class PidNamespace {
  private static final long LIMIT_SECONDS = 60;

  private static final Map<String, String> SIGNALS =
      Map.of("smart", "TERM", "fast", "INT", "immediate", "QUIT");

  private Process outside;

  /** Why there cannot be one here, as part of a sentence; empty if there can. */
  static Optional<String> obstacle() {
    if (Shell.find("unshare") == null) {
      return Optional.of("there is no program unshare");
    }
    Shell.Output output = Shell.run(command(List.of("true")));
    return output.status() == 0
        ? Optional.empty()
        : Optional.of("unshare is not permitted: " + output.text().strip());
  }

  private static List<String> command(List<String> program) {
    List<String> all = new ArrayList<>(List.of("unshare"));
    if (!"0".equals(Shell.run(List.of("id", "-u")).text().strip())) {
      all.addAll(List.of("--user", "--map-current-user"));
    }
    all.addAll(List.of("--pid", "--fork", "--kill-child", "--mount-proc"));
    all.addAll(program);
    return all;
  }

  /**
   * Starts the program, and waits until it is ready.
   *
   * @param log what it says is added to it
   */
  void start(List<String> program, Path log, BooleanSupplier ready) {
    try {
      outside =
          new ProcessBuilder(command(program))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      outside.getOutputStream().close();
      for (long i = 0; !ready.getAsBoolean(); i++) {
        if (!outside.isAlive() || i > LIMIT_SECONDS * 50) {
          throw new IllegalStateException("did not start: " + String.join(" ", program));
        }
        Thread.sleep(20);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Has a postmaster that is process 1 shut down in a mode of pg_ctl's, and waits for its end. */
  void stop(String mode) {
    outside
        .children()
        .forEach(
            first ->
                Shell.run(List.of("kill", "-" + SIGNALS.get(mode), Long.toString(first.pid()))));
    try {
      if (!outside.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        outside.destroyForcibly();
        throw new IllegalStateException("goes on after " + LIMIT_SECONDS + " seconds");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
