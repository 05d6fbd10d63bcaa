package org.datamove.host.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Types;
import java.util.Map;
import java.util.function.Consumer;
import org.datamove.execute.Statement;
import org.datamove.json.Json;
import org.postgresql.PGConnection;
import org.postgresql.util.PSQLException;

/** Runs the engine's statements over a connection. */
final class StatementRunner {
  private static final String ARGUMENT = "$1";

  private final Connection connection;
  private final LinkedFunctions functions;
  private final Consumer<SQLWarning> notices;

  /**
   * The statements of a connection.
   *
   * @param notices takes what the server tells besides
   */
  public StatementRunner(
      Connection connection, LinkedFunctions functions, Consumer<SQLWarning> notices) {
    this.connection = connection;
    this.functions = functions;
    this.notices = notices;
  }

  /** The number of rows of a statement, or the value of a query. */
  Object run(Statement statement) throws SQLException {
    try {
      return answer(statement);
    } finally {
      told(connection.getWarnings());
      connection.clearWarnings();
    }
  }

  private void told(SQLWarning first) {
    for (SQLWarning warning = first; warning != null; warning = warning.getNextWarning()) {
      notices.accept(warning);
    }
  }

  private Object answer(Statement statement) throws SQLException {
    if (statement instanceof Statement.Ask question) {
      return ask(question.question().function(), question.argument());
    } else if (statement instanceof Statement.Query query) {
      return value(query.sql(), Json.write(query.argument()));
    } else if (statement instanceof Statement.Copy copy) {
      return copy(copy);
    } else if (statement instanceof Statement.Batch batch) {
      return rows(batch.sql(), batch.rows());
    }
    return rows(statement.sql(), null);
  }

  /** What a function says that the server does not have. */
  Map<String, Object> ask(String function, Map<String, Object> argument) throws SQLException {
    text("SELECT pg_catalog.set_config('datamove.asked', $1, true)", Json.write(argument));
    rows(functions.doBlock(function), null);
    return Json.object(text("SELECT pg_catalog.current_setting('datamove.answer')", null));
  }

  private Object value(String sql, String argument) throws SQLException {
    String text = text(sql, argument);
    return text == null ? null : Json.object("{\"value\":" + text + "}").get("value");
  }

  String text(String sql, String argument) throws SQLException {
    try (PreparedStatement prepared = prepare(sql, argument);
        ResultSet set = prepared.executeQuery()) {
      return set.next() ? set.getString(1) : null;
    }
  }

  private long rows(String sql, String argument) throws SQLException {
    if (argument == null) {
      try (java.sql.Statement plain = connection.createStatement()) {
        plain.setEscapeProcessing(false);
        try {
          return plain.execute(sql) ? 0 : Math.max(plain.getLargeUpdateCount(), 0);
        } finally {
          told(plain.getWarnings());
        }
      }
    }
    try (PreparedStatement prepared = prepare(sql, argument)) {
      try {
        return prepared.executeLargeUpdate();
      } finally {
        told(prepared.getWarnings());
      }
    }
  }

  private long copy(Statement.Copy copy) throws SQLException {
    try (InputStream input = copy.chunk().input()) {
      return connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copy.sql(), input);
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory cannot be read", e);
    }
  }

  private PreparedStatement prepare(String sql, String argument) throws SQLException {
    String marked = marked(sql);
    PreparedStatement prepared = connection.prepareStatement(marked);
    prepared.setEscapeProcessing(false);
    if (!marked.equals(sql)) {
      prepared.setObject(1, argument, Types.OTHER);
    }
    return prepared;
  }

  /** With the driver's mark for the argument. */
  private static String marked(String sql) throws PSQLException {
    StringBuilder marked = new StringBuilder();
    int at = 0;
    while (at < sql.length()) {
      char c = sql.charAt(at);
      int end = c == '\'' || c == '"' ? quoted(sql, at) : at + 1;
      if (sql.startsWith(ARGUMENT, at)) {
        marked.append('?');
        end = at + ARGUMENT.length();
      } else {
        marked.append(sql, at, end);
      }
      at = end;
    }
    return marked.toString();
  }

  /** Behind the quote that ends a literal or a name; in E'' a quote is doubled too. */
  private static int quoted(String sql, int start) {
    char quote = sql.charAt(start);
    int end = sql.indexOf(quote, start + 1);
    return end < 0 ? sql.length() : end + 1;
  }
}
