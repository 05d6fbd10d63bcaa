package org.datamove.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.datamove.request.Described;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session can be closed at any moment; no thread and no file stays behind. */
class SessionCloseTest {
  private static final String STRICT = "{'move_type': 'existing_schema', 'batch_size': 10}";
  private static final String CSV = "id,v\n" + "1,1 day\n".repeat(20_000);

  @TempDir Path directory;

  private static Described table() {
    return Described.table("t").column("id", "int4").column("v", "tsquery");
  }

  private static void assertNothingIsLeft(Work work) {
    assertEquals(List.of(), Work.workers());
    assertEquals(List.of(), work.leftFiles());
  }

  @Test
  void atOnce() {
    for (int i = 0; i < 20; i++) {
      Work work = Work.load(directory, CSV, STRICT, table());
      work.close();
      assertNothingIsLeft(work);
    }
  }

  @Test
  void whileTheWorkerWaitsForAnAnswer() {
    Work work = Work.load(directory, CSV, STRICT, table());
    assertEquals("judge", work.next(null).get("state"));
    work.close();
    assertNothingIsLeft(work);
  }

  @Test
  void whileAChunkIsUnderWayAndAnotherWaits() throws InterruptedException {
    Work work = Work.load(directory, CSV, STRICT, table());
    work.next(null);
    assertEquals("chunk", work.next("{\"verdicts\": {}}").get("state"));
    for (int i = 0; i < 100 && work.leftFiles().size() < 4; i++) {
      Thread.sleep(20);
    }
    assertTrue(work.leftFiles().size() >= 4, "directory, lock and two chunks at least");
    assertTrue(work.leftFiles().size() <= 5, "three chunks at most");
    work.close();
    assertNothingIsLeft(work);
  }

  @Test
  void onceTheWorkIsDone() {
    Work work = Work.load(directory, CSV, STRICT, table());
    work.finish((column, value) -> null);
    work.close();
    work.close();
    assertNothingIsLeft(work);
  }

  @RepeatedTest(60)
  void atARandomMoment(RepetitionInfo info) throws InterruptedException {
    Random random = new Random(info.getCurrentRepetition());
    Work work = Work.load(directory, CSV, STRICT, table());
    String answer = null;
    for (int i = random.nextInt(4); i > 0; i--) {
      answer =
          switch ((String) work.next(answer).get("state")) {
            case "judge" -> "{\"verdicts\": {}}";
            case "chunk" -> "{\"loaded\": true}";
            default -> throw new IllegalStateException(work.states.toString());
          };
    }
    Thread.sleep(0, random.nextInt(999_999));
    work.close();
    assertNothingIsLeft(work);
  }
}
