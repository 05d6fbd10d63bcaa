package org.datamove.it;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A statement that runs in a thread of its own. */
final class Pending {
  /** Longer than anything here may take on a slow machine. */
  static final long LIMIT_SECONDS = 60;

  private final CompletableFuture<String> outcome;

  Pending(Connection session, String sql) {
    outcome = CompletableFuture.supplyAsync(() -> run(session, sql));
  }

  private static String run(Connection session, String sql) {
    try (Statement statement = session.createStatement()) {
      if (!statement.execute(sql)) {
        return null;
      }
      try (ResultSet rows = statement.getResultSet()) {
        return rows.next() ? rows.getString(1) : null;
      }
    } catch (SQLException e) {
      throw new CompletionException(e);
    }
  }

  boolean isOver() {
    return outcome.isDone();
  }

  /** The first column of the first row; the statement must succeed. */
  String result() throws Exception {
    return outcome.get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  /** Waits for its end; whether it failed. */
  boolean fails() throws Exception {
    try {
      outcome.get(LIMIT_SECONDS, TimeUnit.SECONDS);
      return false;
    } catch (java.util.concurrent.ExecutionException e) {
      return true;
    }
  }

  /** Its error; it must fail. */
  Refusal refusal() throws Exception {
    try {
      String result = outcome.get(LIMIT_SECONDS, TimeUnit.SECONDS);
      throw new AssertionError("was not refused: " + result);
    } catch (TimeoutException e) {
      throw new AssertionError("goes on after " + LIMIT_SECONDS + " seconds", e);
    } catch (java.util.concurrent.ExecutionException e) {
      return Refusal.of((SQLException) e.getCause());
    }
  }
}
