package org.datamove.host.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.datamove.testing.Jdbc;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Asks the same of an installed function and of its block, each in a READ ONLY transaction of its
 * own.
 */
final class AskedBothWays {
  private final LinkedFunctions functions;
  private final Connection installed;
  private final Connection linked;

  /**
   * Two sessions of one database.
   *
   * @param installed may call the functions
   * @param linked has no more privileges than it needs
   */
  AskedBothWays(LinkedFunctions functions, Connection installed, Connection linked)
      throws SQLException {
    this.functions = functions;
    this.installed = installed;
    this.linked = linked;
    for (Connection session : new Connection[] {installed, linked}) {
      session.setReadOnly(true);
      session.setAutoCommit(false);
    }
  }

  /** What the installed function does: its answer, or its error with all that a client is told. */
  String installed(String function, String asked) throws SQLException {
    return outcome(installed, () -> call(function, asked));
  }

  /** What the block does. */
  String linked(String function, String asked) throws SQLException {
    return outcome(linked, () -> run(function, asked));
  }

  private interface Way {
    String answer() throws SQLException;
  }

  private static String outcome(Connection session, Way way) throws SQLException {
    try {
      return way.answer();
    } catch (PSQLException e) {
      ServerErrorMessage error = e.getServerErrorMessage();
      return String.join(
          " | ",
          error.getSQLState(),
          error.getMessage(),
          "DETAIL " + error.getDetail(),
          "HINT " + error.getHint());
    } finally {
      session.rollback();
    }
  }

  private String call(String function, String asked) throws SQLException {
    String answer = first(installed, "SELECT datamove." + function + "(?::pg_catalog.json)", asked);
    return answer == null ? "" : answer;
  }

  private String run(String function, String asked) throws SQLException {
    first(linked, LinkedFunctions.ASK, asked);
    String settings =
        """
        SELECT pg_catalog.concat_ws(' ', pg_catalog.current_setting('search_path'),
          pg_catalog.current_setting('jit'), pg_catalog.current_setting('plan_cache_mode'),
          pg_catalog.current_setting('extra_float_digits'))
        """;
    String before = Jdbc.value(linked, settings);
    Jdbc.execute(linked, functions.doBlock(function));
    String after = Jdbc.value(linked, settings);
    if (!before.equals(after)) {
      return "the block left settings behind: " + before + " became " + after;
    }
    return Jdbc.value(linked, LinkedFunctions.ANSWER);
  }

  private static String first(Connection session, String sql, String argument) throws SQLException {
    try (PreparedStatement statement = session.prepareStatement(sql)) {
      statement.setString(1, argument);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }
}
