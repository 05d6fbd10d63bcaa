package org.datamove.it;

import static org.junit.jupiter.api.Assertions.fail;

import java.sql.Connection;
import java.sql.SQLException;
import org.datamove.testing.Jdbc;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** An error with all that PostgreSQL sent of it; what it did not send is null. */
record ErrorFields(String state, String message, String detail, String where, About about) {

  /** What it is about. */
  record About(String schema, String table, String column, String constraint, String datatype) {}

  /** The error of a statement that must fail. */
  static ErrorFields of(Connection session, String sql) {
    try {
      Jdbc.execute(session, sql);
    } catch (PSQLException e) {
      return of(e.getServerErrorMessage());
    } catch (SQLException e) {
      return fail(e);
    }
    return fail("was not refused: " + sql);
  }

  private static ErrorFields of(ServerErrorMessage error) {
    return new ErrorFields(
        error.getSQLState(),
        error.getMessage(),
        error.getDetail(),
        error.getWhere(),
        new About(
            error.getSchema(),
            error.getTable(),
            error.getColumn(),
            error.getConstraint(),
            error.getDatatype()));
  }
}
