package org.datamove.it;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.datamove.host.jdbc.Notice;
import org.datamove.testing.Jdbc;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLWarning;

/** Calls in SQL, of what is installed in the database. */
final class SqlWay implements Way {
  private final Connection connection;

  SqlWay(Connection connection) {
    this.connection = connection;
  }

  @Override
  public void prepare() throws SQLException {
    Jdbc.execute(connection, "SELECT datamove.clear_rejected()");
  }

  @Override
  public void adopt() {}

  @Override
  public String comparable(String transcript) {
    return transcript;
  }

  @Override
  public Called call(Step step, String files) throws SQLException {
    List<Document> documents = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      try (ResultSet rows = statement.executeQuery(step.call(files))) {
        while (rows.next()) {
          documents.add(new Document(rows.getString(1), rows.getString(2)));
        }
      } catch (PSQLException e) {
        if (e.getServerErrorMessage() == null) {
          throw e;
        }
        return new Called(
            List.of(), notices(statement.getWarnings()), Notice.of(e.getServerErrorMessage()));
      }
      return new Called(documents, notices(statement.getWarnings()), null);
    }
  }

  static List<Notice> notices(SQLWarning first) {
    List<Notice> notices = new ArrayList<>();
    for (SQLWarning warning = first; warning != null; warning = warning.getNextWarning()) {
      notices.add(Notice.of(((PSQLWarning) warning).getServerErrorMessage()));
    }
    return notices;
  }
}
