package org.datamove.host.pljava;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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

  /** As PL/Java has them: in a loader that has nothing else, and with the entry of all classes. */
  private static Class<?> functions;

  @BeforeAll
  static void load(@TempDir Path jar) throws IOException, ReflectiveOperationException {
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
    directory.setLength(directory.length() - 1);
    write(jar, (directory.length() + "\n" + directory).getBytes(UTF_8), images.toByteArray());
    functions = in(jar);
    assertNull(call("open", MOVE, "{}"), "the engine is there before it was loaded");
    assertNull(call("version"));
    assertEquals(-1, compare(functions, 0, 1));
    assertNull(call("problem"));
  }

  private static void write(Path jar, byte[]... parts) throws IOException {
    try (OutputStream entry = Files.newOutputStream(jar.resolve(Functions.IMAGES))) {
      for (byte[] part : parts) {
        entry.write(part);
      }
    }
    Files.createDirectories(jar.resolve("org/datamove/host/pljava"));
    Path classes =
        Path.of(Functions.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    for (String name : List.of("Functions", "MemoryLoader")) {
      String file = "org/datamove/host/pljava/" + name + ".class";
      Files.copy(classes.resolve(file), jar.resolve(file));
    }
  }

  private static Class<?> in(Path... jars) throws IOException, ReflectiveOperationException {
    URL[] urls = new URL[jars.length];
    for (int i = 0; i < jars.length; i++) {
      urls[i] = jars[i].toUri().toURL();
    }
    return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())
        .loadClass(Functions.class.getName());
  }

  private static int compare(Class<?> functions, int left, int right)
      throws ReflectiveOperationException {
    return (int) functions.getMethod("compare", int.class, int.class).invoke(null, left, right);
  }

  private static String call(String function, String... arguments) {
    Class<?>[] types = new Class<?>[arguments.length];
    Arrays.fill(types, String.class);
    try {
      return (String) functions.getMethod(function, types).invoke(null, (Object[]) arguments);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
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
      Stream<Path> classes = files.filter(file -> file.toString().endsWith(".class"));
      for (Path file : (Iterable<Path>) classes::iterator) {
        byte[] image = Files.readAllBytes(file);
        directory.append(image.length).append(' ').append(root.relativize(file)).append('\n');
        images.write(image);
      }
    }
  }

  @AfterEach
  void close() {
    call("close", MOVE);
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
      Map<String, Object> event = Json.object(call("next", handle, null));
      if (!"pending".equals(event.get("do"))) {
        return event;
      }
    }
  }

  private static String failure(Map<String, Object> event) {
    assertEquals("failed", event.get("do"));
    Map<String, Object> failure = Json.map(event, "failure");
    return failure.get("sqlstate") + " " + failure.get("message");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "x\n", "9\n3 a.class", "0\n", "9\n3 a.class\n123", "-1\n"})
  void aJarWithoutAnEngine(String images, @TempDir Path jar) throws Exception {
    write(jar, images.getBytes(UTF_8));
    Class<?> damaged = in(jar);
    assertEquals(0, compare(damaged, 7, 7));
    assertEquals("jar", damaged.getMethod("problem").invoke(null));
    assertNull(damaged.getMethod("version").invoke(null));
  }

  /**
   * Classes come from the jar of this one, and not from another that is on the class path with it.
   */
  @Test
  void twoJarsWithSuchAnEntry(@TempDir Path jar, @TempDir Path other) throws Exception {
    write(jar, "0\n".getBytes(UTF_8));
    Files.copy(jar.resolve(Functions.IMAGES), other.resolve(Functions.IMAGES));
    Class<?> doubtful = in(other, jar);
    compare(doubtful, 1, 1);
    assertEquals("jar", doubtful.getMethod("problem").invoke(null));
  }

  @Test
  void noMethodTakesBytes() {
    for (Method method : Functions.class.getMethods()) {
      assertFalse(List.of(method.getParameterTypes()).contains(byte[].class), method.toString());
    }
  }

  @Test
  void theEnginesClassesAreNotOurs() throws IOException {
    String engine = call("open", MOVE, inspection());
    assertEquals("0", new Engine().apply("close", List.of(MOVE)));
    assertEquals("done", last(engine).get("do"));
  }

  @Test
  void aMoveHasOneConversation() throws IOException {
    String request = inspection(); // once: the file must not change while it is read
    assertEquals(MOVE, call("open", MOVE, request));
    assertEquals(MOVE, call("open", MOVE, request));
    assertEquals("done", last(MOVE).get("do"));
    assertEquals("done", last(MOVE).get("do"));
    assertEquals("1", call("close", MOVE));
    assertEquals("0", call("close", MOVE));
    assertEquals("XX000 the engine's work is not under way any more", failure(last(MOVE)));
  }

  @Test
  void oneMoveLeavesAnotherAlone() throws IOException {
    String handle = call("open", MOVE, inspection());
    call("close", MOVE.replace("0001", "0002"));
    assertEquals("done", last(handle).get("do"));
  }

  @Test
  void aHandleThatNeverWas() {
    assertEquals("XX000 the engine's work is not under way any more", failure(last("nonsense")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "\"x\"", "{", "{}", "{\"task\": \"x\", \"csv_path\": 1}"})
  void nothingIsThrownForARequestThatIsNone(String request) {
    assertTrue(failure(last(call("open", MOVE, request))).startsWith("XX000 "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "x", "{", "{\"loaded\": true}", "{\"verdicts\": 1}", "{}"})
  void nothingIsThrownForAnAnswerThatIsNone(String answer) throws IOException {
    String handle = call("open", MOVE, inspection());
    String state = (String) Json.object(call("next", handle, answer)).get("do");
    assertTrue(state.equals("failed") || state.equals("done") || state.equals("pending"), state);
  }

  @Test
  void aRequestMayBeDeep() throws IOException {
    String deep = "[".repeat(50_000) + "]".repeat(50_000);
    String request = inspection().replaceFirst("\\}$", ",\"options\":{\"header\":" + deep + "}}");
    assertEquals("failed", last(call("open", MOVE, request)).get("do"));
  }

  @Test
  void theVersionIsOursAndJavas() {
    assertTrue(call("version").matches("\\d+\\.\\d+\\.\\d+ Java \\d+.*"));
  }
}
