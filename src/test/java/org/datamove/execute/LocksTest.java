package org.datamove.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.atomic.AtomicLong;
import org.datamove.error.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocksTest {
  private static final LockSettings PLAIN = new LockSettings("5s", null, 1000);
  private static final LockSettings CHECKING = new LockSettings("0", "1min", 1000);

  private final ScriptedHost host = new ScriptedHost();
  private final Database database = new Database(host);
  private final AtomicLong clock = new AtomicLong(-3_000_000_000L);

  private void take(LockSettings settings, long millis) throws InterruptedException {
    new Locks(database, settings, clock::get)
        .take("public.t", "SHARE UPDATE EXCLUSIVE", new LockLimit(millis, "00:00:03"));
  }

  /** A lock that somebody else holds, for so long. */
  private void heldFor(long millis) {
    long free = clock.get() + millis * 1_000_000;
    host.whenAsked(
        () -> {
          String line = host.commands().get(host.commands().size() - 1);
          String waits = line.substring(line.indexOf(" = ") + 3, line.indexOf(';'));
          clock.set(Math.min(free, clock.get() + Long.parseLong(waits) * 1_000_000));
        });
    host.refuseWhere(line -> clock.get() < free, Refusal.of("55P03", "canceled"));
  }

  @Test
  void theSessionsSettingsAreBackBehindTheLock() throws Exception {
    take(PLAIN, 30_000);
    assertEquals(
        "kept SET lock_timeout = 1100; LOCK TABLE public.t IN SHARE UPDATE EXCLUSIVE MODE;"
            + " SET lock_timeout = 5s",
        host.script());
  }

  @Test
  void whereTheServerLooksAfterItsClientItIsWokenByThat() throws Exception {
    take(CHECKING, 30_000);
    assertEquals(
        "kept SET lock_timeout = 1000; SET client_connection_check_interval = 10;"
            + " LOCK TABLE public.t IN SHARE UPDATE EXCLUSIVE MODE; SET lock_timeout = 0;"
            + " SET client_connection_check_interval = 1min",
        host.script());
  }

  @Test
  void itWaitsInSlices() throws Exception {
    heldFor(2500);
    take(CHECKING, 30_000);
    assertEquals(3, host.commands().size());
    assertEquals(0, host.open());
  }

  @Test
  void theLastSliceIsWhatIsLeft() {
    heldFor(60_000);
    MoveFailedException failed = assertThrows(MoveFailedException.class, () -> take(PLAIN, 3000));
    assertEquals("1100, 1100, 800", waits());
    Failure failure = failed.failure();
    assertEquals("55P03", failure.sqlState());
    assertEquals("could not lock table \"public.t\" within 00:00:03", failure.message());
    assertEquals("The move needs the lock SHARE UPDATE EXCLUSIVE.", failure.detail());
    assertEquals(
        "Another session uses the table; pg_locks shows which. The option \"lock_timeout\" sets"
            + " how long a move waits.",
        failure.hint());
    assertEquals(0, host.open());
  }

  private String waits() {
    return String.join(
        ", ",
        host.commands().stream()
            .map(line -> line.substring(line.indexOf(" = ") + 3, line.indexOf(';')))
            .toList());
  }

  @Test
  void aMoveThatIsNotToWaitTriesOnce() {
    heldFor(60_000);
    assertThrows(MoveFailedException.class, () -> take(PLAIN, 0));
    assertEquals("1", waits());
  }

  @ParameterizedTest
  @ValueSource(strings = {"42501", "42P01", "40P01", "25006", "55000"})
  void anyOtherErrorIsThrown(String state) {
    host.refuse("LOCK", state);
    RefusedException refused = assertThrows(RefusedException.class, () -> take(PLAIN, 3000));
    assertEquals(state, refused.refusal().sqlState());
    assertEquals(1, host.commands().size());
  }

  @Test
  void aSettingWithQuotesIsQuoted() {
    Statement setting = Locks.setting("search_path", "\"it's\", a\\b");
    assertEquals(
        "SELECT pg_catalog.set_config('search_path',  E'\"it''s\", a\\\\b', true)", setting.sql());
  }
}
