package org.datamove.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.atomic.AtomicLong;
import org.datamove.error.RequestException;
import org.datamove.json.Json;
import org.datamove.request.Requests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressNoticesTest {
  private static final long SECOND = 1_000_000_000;

  private final AtomicLong clock = new AtomicLong(7 * SECOND);
  private final Progress progress = new Progress(clock::get);

  private ProgressNotices notices(String options) {
    return notices("/in.csv", options);
  }

  private ProgressNotices notices(String path, String options) {
    ProgressNotices made =
        new ProgressNotices(progress, path, Json.object("{" + options + "}"), clock::get);
    made.target(Requests.of("{}", null).target());
    return made;
  }

  private void reading(long rows, long bytes, long total) {
    progress.reading(() -> rows, () -> bytes, total);
  }

  private void pass(double seconds) {
    clock.addAndGet((long) (seconds * SECOND));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "100|51200|102400|10|100 rows, 50 kB of 100 kB (50%), 10 rows/s, 10 s left",
        "1|1|4|10|1 row, 1 bytes of 4 bytes (25%), 0 rows/s, 30 s left",
        "0|0|102400|10|0 rows, 0 bytes of 100 kB (0%), 0 rows/s",
        "100|102400|102400|10|100 rows, 100 kB of 100 kB (100%), 10 rows/s",
        "100|102399|102400|10|100 rows, 100 kB of 100 kB (99%), 10 rows/s, 1 s left",
        "100|204800|102400|10|100 rows, 200 kB of 100 kB (200%), 10 rows/s",
        "15|51200|0|10|15 rows, 50 kB, 2 rows/s",
        "100|1|1000000|100|100 rows, 1 bytes of 977 kB (0%), 1 rows/s, 27777 h 45 min left"
      })
  void aNoticeTellsWhatIsKnown(long rows, long bytes, long total, double seconds, String text) {
    ProgressNotices notices = notices("");
    reading(rows, bytes, total);
    pass(seconds);
    Command.Notice notice = notices.whileReading();
    assertEquals("reading \"/in.csv\": " + text, notice.message());
    assertFalse(notice.warning());
    assertNull(notice.detail());
  }

  @Test
  void theLoadIsTimedByItself() {
    ProgressNotices notices = notices("");
    reading(1000, 25_600, 102_400);
    pass(100);
    notices.loading();
    pass(5);
    Command.Notice notice = notices.whileLoading(40);
    assertEquals(
        "loading table \"s.t\": 40 rows, 25 kB of 100 kB (25%), 8 rows/s, 15 s left",
        notice.message());
    assertEquals("datamove: 25%, 40 rows, loading table \"s.t\"", notice.activity());
    pass(5);
    assertNull(notices.whileReading());
  }

  @Test
  void othersSeeItInTheNameOfTheApplication() {
    ProgressNotices notices = notices("/a/ü\n/" + "x".repeat(80), "");
    reading(1, 51_200, 0);
    pass(5);
    String name = notices.whileReading().activity();
    assertEquals(63, name.length());
    assertEquals("datamove: 50 kB, 1 rows, reading \"/a/?\\n/x", name.substring(0, 42));
  }

  @Test
  void aPathIsShownOnOneLine() {
    ProgressNotices notices = notices("/a\n\u001B[1m", "");
    reading(1, 1, 0);
    pass(5);
    assertEquals(
        "reading \"/a\\n\\u001B[1m\": 1 row, 1 bytes, 0 rows/s", notices.whileReading().message());
  }

  @Test
  void betweenNoticesIsAPause() {
    ProgressNotices notices = notices("");
    reading(1, 1, 10);
    pass(4.9);
    assertNull(notices.whileReading());
    pass(0.1);
    assertNotNull(notices.whileReading());
    assertNull(notices.whileReading());
    pass(5);
    assertNotNull(notices.whileReading());
  }

  @ParameterizedTest
  @CsvSource({"0,0", "0.5,0.5", "3600,3600"})
  void thePauseIsAnOption(String given, double seconds) {
    ProgressNotices notices = notices("\"progress\": " + given);
    reading(1, 1, 10);
    if (seconds > 0) {
      pass(seconds - 0.001);
      assertNull(notices.whileReading());
      pass(0.001);
    }
    assertNotNull(notices.whileReading());
  }

  @Test
  void offIsNever() {
    ProgressNotices notices = notices("\"progress\": \"off\"");
    reading(1, 1, 10);
    pass(100_000);
    assertNull(notices.whileReading());
  }

  @Test
  void beforeAnythingIsReadThereIsNothingToTell() {
    ProgressNotices notices = notices("\"progress\": 0");
    assertNull(notices.whileReading());
    reading(1, 1, 10);
    assertNotNull(notices.whileReading());
    assertNull(notices("\"progress\": null").whileReading());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "3600.5", "true", "\"on\"", "\"5\"", "[5]", "{\"a\": 1}", "1e300"})
  void anythingElseIsRefused(String given) {
    RequestException refused =
        assertThrows(RequestException.class, () -> notices("\"progress\": " + given));
    Object value = Json.object("{\"v\": " + given + "}").get("v");
    assertEquals("22023", refused.failure().sqlState());
    assertEquals(
        "invalid value for option \"progress\": \""
            + (value instanceof String text ? text : Json.spaced(value))
            + "\"",
        refused.failure().message());
    assertEquals(
        "It takes a number of seconds from 0 to 3600, or \"off\".", refused.failure().hint());
  }

  @ParameterizedTest
  @CsvSource({
    "0.01,1 s",
    "59,59 s",
    "59.5,1 min 0 s",
    "200,3 min 20 s",
    "3599,59 min 59 s",
    "3600,1 h 0 min",
    "93784,26 h 3 min",
    "1e300,277777 h 46 min"
  })
  void timesAreForPeople(double seconds, String text) {
    assertEquals(text, ProgressNotices.duration(seconds));
  }
}
