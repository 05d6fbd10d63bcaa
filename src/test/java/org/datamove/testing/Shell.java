package org.datamove.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs programs and waits for them. */
final class Shell {

  private static final Duration LIMIT = Duration.ofMinutes(5);

  private Shell() {}

  /**
   * What a program left behind.
   *
   * @param status exit status, 0 for success
   * @param text standard output and standard error as they came
   */
  record Output(int status, String text) {

    /** The text, or an exception that shows it when the program failed. */
    String orThrow(String what) {
      if (status != 0) {
        throw new IllegalStateException(what + " failed with status " + status + ":\n" + text);
      }
      return text;
    }
  }

  /** Runs a program without input. */
  static Output run(List<String> command) {
    return run(command, null);
  }

  /**
   * Runs a program with a file as its standard input.
   *
   * @param input the file, or null for none
   */
  static Output run(List<String> command, Path input) {
    try {
      Path output = Files.createTempFile("datamove-output", ".txt");
      try {
        Process process =
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(input == null ? new File("/dev/null") : input.toFile())
                .start();
        if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
          process.destroyForcibly();
          throw new IllegalStateException(
              "no end after " + LIMIT.toSeconds() + " s: " + String.join(" ", command));
        }
        return new Output(process.exitValue(), Files.readString(output));
      } finally {
        Files.delete(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + command.get(0), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + command.get(0), e);
    }
  }

  /** The program's full path, or null when the search path has none of this name. */
  static Path find(String program) {
    String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
    for (String directory : path.split(File.pathSeparator, -1)) {
      Path candidate = Path.of(directory, program);
      if (Files.isExecutable(candidate) && !Files.isDirectory(candidate)) {
        return candidate;
      }
    }
    return null;
  }
}
