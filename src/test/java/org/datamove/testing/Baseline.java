package org.datamove.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Expected results in files. With {@code -Ddatamove.update=true} the first answer to each becomes
 * the expected one, and every later answer of the same run must still equal it.
 */
public final class Baseline {

  private static final Set<Path> UPDATED = ConcurrentHashMap.newKeySet();

  private Baseline() {}

  /** The expected result. */
  public static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fails unless the file's text is the actual one. */
  public static void check(Path file, String actual) {
    try {
      if (Project.update() && UPDATED.add(file)) {
        Files.writeString(file, actual);
      }
      if (!Files.exists(file)) {
        fail("no " + file + " (make it with -Ddatamove.update=true); the answer was:\n" + actual);
      }
      assertEquals(Files.readString(file), actual, () -> "differs from " + file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
