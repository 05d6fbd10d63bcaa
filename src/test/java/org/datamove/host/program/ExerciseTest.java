package org.datamove.host.program;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExerciseTest {
  @Test
  void itSucceedsAndLeavesNothing() throws IOException, InterruptedException {
    Exercise.run();
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      assertEquals(
          List.of(),
          files.filter(f -> f.getFileName().toString().startsWith("exercise-datamove-")).toList());
    }
  }
}
