package org.datamove.host.pljava;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.codec.binary.Base64;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.io.IOUtils;
import org.datamove.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.XZInputStream;

class FunctionsTest {
  private static final String MOVE = "7f1c9a52-0000-4000-8000-000000000001";

  @TempDir Path directory;

  @BeforeAll
  static void load() throws IOException {
    assertNull(Functions.open(MOVE, "{}"), "the engine is there before it was loaded");
    assertNull(Functions.version());
    StringBuilder directory = new StringBuilder();
    ByteArrayOutputStream images = new ByteArrayOutputStream();
    for (Class<?> one :
        List.of(
            Engine.class,
            JsonParser.class,
            CSVFormat.class,
            Base64.class,
            IOUtils.class,
            BZip2CompressorInputStream.class,
            XZInputStream.class)) {
      add(
          Path.of(one.getProtectionDomain().getCodeSource().getLocation().getPath()),
          directory,
          images);
    }
    assertNull(Functions.load(directory.toString().strip(), images.toByteArray()));
  }

  private static void add(Path classes, StringBuilder directory, ByteArrayOutputStream images)
      throws IOException {
    if (Files.isDirectory(classes)) {
      addAll(classes, directory, images);
    } else {
      try (FileSystem jar = FileSystems.newFileSystem(classes)) {
        addAll(jar.getPath("/"), directory, images);
      }
    }
  }

  private static void addAll(Path root, StringBuilder directory, ByteArrayOutputStream images)
      throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        byte[] image = Files.readAllBytes(file);
        directory.append(image.length).append(' ').append(root.relativize(file)).append('\n');
        images.write(image);
      }
    }
  }

  @AfterEach
  void close() {
    Functions.close(MOVE);
  }

  private String inspection() throws IOException {
    Path file = Files.writeString(directory.resolve("in.csv"), "id\n1\n");
    List<?> access = List.of(Map.of("role", "postgres", "all_files", true));
    return Json.write(
        Map.of(
            "task", "inspect",
            "csv_path", file.toString(),
            "session", Map.of("access", access)));
  }

  private static Map<String, Object> last(String handle) {
    while (true) {
      Map<String, Object> event = Json.object(Functions.next(handle, null));
      if (!"pending".equals(event.get("state"))) {
        return event;
      }
    }
  }

  private static String failure(Map<String, Object> event) {
    assertEquals("failed", event.get("state"));
    Map<String, Object> failure = Json.map(event, "failure");
    return failure.get("sqlstate") + " " + failure.get("message");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "LICENSE", "org/datamove/host/pljava/Engine.class", "a/b/../Engine.class"})
  void aJarWithoutAnEngineChangesNothing(String entry) throws IOException {
    byte[] image = {1, 2, 3};
    assertEquals("jar", Functions.load("3 " + entry, image));
    assertEquals("done", last(Functions.open(MOVE, inspection())).get("state"));
  }

  @Test
  void theEnginesClassesAreNotOurs() throws IOException {
    String engine = Functions.open(MOVE, inspection());
    assertEquals("0", new Engine().apply("close", List.of(MOVE)));
    assertEquals("done", last(engine).get("state"));
  }

  @Test
  void workOfAMoveIsClosedTogether() throws IOException {
    String request = inspection(); // once: the file must not change while it is read
    String first = Functions.open(MOVE, request);
    String second = Functions.open(MOVE, request);
    assertTrue(first.startsWith(MOVE + "/"));
    assertFalse(first.equals(second));
    assertEquals("done", last(first).get("state"));
    assertEquals("2", Functions.close(MOVE));
    assertEquals("0", Functions.close(MOVE));
    assertEquals("XX000 the engine's work is not under way any more", failure(last(second)));
  }

  @Test
  void oneMoveLeavesAnotherAlone() throws IOException {
    String handle = Functions.open(MOVE, inspection());
    Functions.close(MOVE.replace("0001", "0002"));
    assertEquals("done", last(handle).get("state"));
  }

  @Test
  void aHandleThatNeverWas() {
    assertEquals("XX000 the engine's work is not under way any more", failure(last("nonsense")));
    assertNull(Functions.locate("nonsense", 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "\"x\"", "{", "{}", "{\"task\": \"x\", \"csv_path\": 1}"})
  void nothingIsThrownForARequestThatIsNone(String request) {
    assertTrue(failure(last(Functions.open(MOVE, request))).startsWith("XX000 "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "x", "{", "{\"loaded\": true}", "{\"verdicts\": 1}", "{}"})
  void nothingIsThrownForAnAnswerThatIsNone(String answer) throws IOException {
    String handle = Functions.open(MOVE, inspection());
    String state = (String) Json.object(Functions.next(handle, answer)).get("state");
    assertTrue(state.equals("failed") || state.equals("done") || state.equals("pending"), state);
  }

  @Test
  void aRequestMayBeDeep() throws IOException {
    String deep = "[".repeat(50_000) + "]".repeat(50_000);
    String request = inspection().replaceFirst("\\}$", ",\"options\":{\"header\":" + deep + "}}");
    assertEquals("failed", last(Functions.open(MOVE, request)).get("state"));
  }

  @Test
  void theVersionIsOursAndJavas() {
    assertTrue(Functions.version().matches("\\d+\\.\\d+\\.\\d+ Java \\d+.*"));
  }
}
