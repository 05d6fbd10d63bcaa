package org.datamove.it;

import static org.junit.jupiter.api.Assertions.fail;

import java.sql.Connection;
import java.sql.SQLException;
import org.datamove.testing.Jdbc;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * An error as a client sees it.
 *
 * @param detail null where there is none
 * @param hint null where there is none
 */
record Refusal(String state, String message, String detail, String hint) {

  static Refusal of(SQLException e) {
    ServerErrorMessage server = e instanceof PSQLException ps ? ps.getServerErrorMessage() : null;
    return server == null
        ? new Refusal(e.getSQLState(), e.getMessage(), null, null)
        : new Refusal(
            server.getSQLState(), server.getMessage(), server.getDetail(), server.getHint());
  }

  /** The error of a statement that must fail. */
  static Refusal of(Connection session, String sql) {
    try {
      Jdbc.execute(session, sql);
    } catch (SQLException e) {
      return of(e);
    }
    return fail("was not refused: " + sql);
  }
}
