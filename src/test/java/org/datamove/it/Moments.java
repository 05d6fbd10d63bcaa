package org.datamove.it;

import static java.lang.ProcessBuilder.Redirect.DISCARD;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.datamove.testing.Jdbc;

/**
 * Moments spread evenly over a call, and what ends a session at them. {@code
 * -Ddatamove.moments=100} takes as many.
 */
final class Moments {
  static final int COUNT = Integer.getInteger("datamove.moments", 5);

  private Moments() {}

  /** Ends the call that a session has under way. */
  interface End {
    void come(Stage stage, Connection session, String pid) throws Exception;
  }

  /** Runs a call; how long it takes, in nanoseconds. */
  static long duration(Connection session, String call) throws SQLException {
    long start = System.nanoTime();
    Jdbc.value(session, call);
    return System.nanoTime() - start;
  }

  /** Waits until a 0-based moment of a call that has begun just now. */
  static void await(int moment, long duration) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(duration * (2L * moment + 1) / (2L * COUNT));
  }

  static void cancel(Stage stage, Connection session, String pid) throws Exception {
    stage.ask(pid, "SELECT pg_cancel_backend($pid)");
  }

  /** Also where the call is over, and an idle session has to be woken. */
  static void terminate(Stage stage, Connection session, String pid) throws Exception {
    stage.ask(pid, "SELECT pg_terminate_backend($pid)");
    Stage.await(
        "end of the backend",
        () -> {
          Jdbc.execute(stage.witness, "SELECT pg_reload_conf()");
          return isGone(stage, pid);
        });
  }

  static void lose(Stage stage, Connection session, String pid) throws Exception {
    session.abort(Runnable::run);
    Stage.await("end of the backend", () -> isGone(stage, pid));
  }

  static boolean isGone(Stage stage, String pid) throws SQLException {
    return "0".equals(stage.ask(pid, "SELECT count(*) FROM pg_stat_activity WHERE pid = $pid"));
  }

  /**
   * What came to its end leaves an idle session, which does not hear of a shutdown: it is woken
   * until it is gone, as the shutdown may come later than the end.
   *
   * @return how often it was woken
   */
  static int wake(Pending pending, String pid) {
    try {
      pending.fails();
      int times = 0;
      while (new ProcessBuilder("kill", "-HUP", pid).redirectError(DISCARD).start().waitFor()
          == 0) {
        times++;
        TimeUnit.MILLISECONDS.sleep(100);
      }
      return times;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
