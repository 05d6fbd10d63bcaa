package org.datamove.host.jdbc;

import java.sql.SQLWarning;
import org.datamove.execute.Command;
import org.postgresql.util.PSQLWarning;
import org.postgresql.util.ServerErrorMessage;

/**
 * Something that a call has told.
 *
 * @param severity NOTICE, WARNING or another of PostgreSQL's words
 * @param sqlState five characters
 * @param message one line
 * @param detail or null
 * @param hint or null
 */
public record Notice(String severity, String sqlState, String message, String detail, String hint) {
  static Notice of(Command.Notice notice) {
    return new Notice(
        notice.warning() ? "WARNING" : "NOTICE",
        notice.warning() ? "01000" : "00000",
        notice.message(),
        notice.detail(),
        null);
  }

  static Notice of(SQLWarning warning) {
    return of(((PSQLWarning) warning).getServerErrorMessage());
  }

  /** The server's own. */
  public static Notice of(ServerErrorMessage told) {
    return new Notice(
        told.getSeverity(),
        told.getSQLState(),
        told.getMessage(),
        told.getDetail(),
        told.getHint());
  }
}
