package org.datamove.execute;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.datamove.error.ErrorCode;
import org.datamove.execute.Command.Run;
import org.datamove.plan.Sql;

/**
 * Locks tables, in slices: a move that waits for a reader does not keep all others waiting behind
 * it for longer.
 *
 * <p>A backend with a JVM hears a cancel in a lock wait only when something else wakes it, and a
 * cancel that it first notices when lock_timeout strikes is lost in it: both are one flag. So it is
 * woken every 10 ms, or, where no interval is set, at deadlock_timeout and just before the slice
 * ends.
 */
final class Locks {
  private static final String NOT_AVAILABLE = "55P03";
  private static final long SLICE_MILLIS = 1000;
  private static final long BEHIND_DEADLOCK_MILLIS = 100;

  private final Database database;
  private final LockSettings settings;
  private final LongSupplier clock;

  /**
   * Locks of a session.
   *
   * @param clock nanoseconds from any start
   */
  Locks(Database database, LockSettings settings, LongSupplier clock) {
    this.database = database;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Waits for a lock, which is held until the block around it is undone or the transaction ends.
   *
   * @param table as PostgreSQL writes its name under the caller's search_path
   * @param mode such as ACCESS EXCLUSIVE
   * @throws MoveFailedException with SQLSTATE 55P03 where it is not to be had in time
   */
  void take(String table, String mode, LockLimit limit) throws InterruptedException {
    long giveUp = clock.getAsLong() + limit.millis() * 1_000_000;
    while (true) {
      long remaining = (giveUp - clock.getAsLong() + 999_999) / 1_000_000;
      try {
        database.run(Run.kept(statements(table, mode, Math.max(1, Math.min(slice(), remaining)))));
        return;
      } catch (RefusedException e) {
        if (!e.refusal().is(NOT_AVAILABLE)) {
          throw e;
        }
        if (clock.getAsLong() >= giveUp) {
          throw new MoveFailedException(
              ErrorCode.LOCK_NOT_AVAILABLE,
              "could not lock table \"" + table + "\" within " + limit.text(),
              "The move needs the lock " + mode + ".",
              "Another session uses the table; pg_locks shows which. The option"
                  + " \"lock_timeout\" sets how long a move waits.");
        }
      }
    }
  }

  private long slice() {
    return settings.checkInterval() == null
        ? settings.deadlockMillis() + BEHIND_DEADLOCK_MILLIS
        : SLICE_MILLIS;
  }

  private List<Statement> statements(String table, String mode, long millis) {
    List<Statement> statements = new ArrayList<>();
    boolean woken = settings.checkInterval() != null;
    statements.add(setting("lock_timeout", Long.toString(millis)));
    if (woken) {
      statements.add(setting("client_connection_check_interval", "10"));
    }
    statements.add(new Statement.Sql("LOCK TABLE " + table + " IN " + mode + " MODE"));
    statements.add(setting("lock_timeout", settings.lockTimeout()));
    if (woken) {
      statements.add(setting("client_connection_check_interval", settings.checkInterval()));
    }
    return statements;
  }

  /** A setting for the rest of the transaction, or until the block around it is undone. */
  static Statement setting(String name, String value) {
    return new Statement.Sql(
        "SELECT pg_catalog.set_config('" + name + "', " + Sql.literal(value) + ", true)");
  }
}
