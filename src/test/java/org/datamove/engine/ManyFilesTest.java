package org.datamove.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.datamove.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many files hold no more memory than one: here each would hold some megabytes. */
class ManyFilesTest {
  private static final int FILES = 100;

  @Test
  void theyHoldNoMoreThanOne(@TempDir Path directory) throws IOException, InterruptedException {
    byte[] content = "id,v\n1,a\n2,b\n".getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < FILES; i++) {
      try (OutputStream file = Files.newOutputStream(directory.resolve(i + ".csv"));
          OutputStream out = new BZip2CompressorOutputStream(file)) {
        out.write(content);
      }
    }
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx32m",
                "-cp",
                System.getProperty("java.class.path"),
                ManyFilesTest.class.getName(),
                directory + "/*.csv")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    assertEquals("done " + 2 * FILES, said.strip());
  }

  /** Takes a pattern, and says how inspecting what matches it has ended. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    String request =
        Json.write(
            Map.of(
                "task",
                "inspect",
                "csv_path",
                arguments[0],
                "options",
                Map.of(),
                "session",
                Map.of("access", List.of(Map.of("role", "postgres", "all_files", true)))));
    try (TextSession session = new TextSession(request)) {
      TextSession.Turn turn = session.next(null);
      while (!turn.isLast()) {
        turn = session.next(turn.isPending() ? null : "{}");
      }
      Map<String, Object> event = Json.object(turn.text());
      List<Map<String, Object>> columns = Json.list(Json.map(event, "result"), "columns");
      System.out.println(
          event.get("do") + " " + (columns.isEmpty() ? event : columns.get(0).get("rows")));
    }
    System.exit(0);
  }
}
