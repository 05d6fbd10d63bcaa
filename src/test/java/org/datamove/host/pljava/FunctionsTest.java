package org.datamove.host.pljava;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.datamove.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionsTest {
  private static final String MOVE = "7f1c9a52-0000-4000-8000-000000000001";

  @TempDir Path directory;

  @BeforeAll
  static void ready() {
    Functions.preload("");
  }

  @AfterEach
  void close() {
    Functions.close(MOVE);
  }

  private String inspection() throws IOException {
    Path file = Files.writeString(directory.resolve("in.csv"), "id\n1\n");
    return Json.write(Map.of("task", "inspect", "csv_path", file.toString()));
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

  @Test
  void classesAreLoadedByName() {
    assertEquals(
        "1",
        Functions.preload(
            "org/datamove/engine/Session.class,no/such/Thing.class,LICENSE,"
                + "org/datamove/engine/package-info.class,"));
  }

  @Test
  void workOfAMoveIsClosedTogether() throws IOException {
    String first = Functions.open(MOVE, inspection());
    String second = Functions.open(MOVE, inspection());
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
