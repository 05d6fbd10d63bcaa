package org.datamove.host.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Blocks that nest, as savepoints of an open transaction. */
final class Savepoints {
  private final Connection connection;
  private int depth;

  Savepoints(Connection connection) {
    this.connection = connection;
  }

  /** Whether no block is open. */
  boolean none() {
    return depth == 0;
  }

  void begin() throws SQLException {
    begin(name(++depth));
  }

  /** Ends the innermost block; what was done in it stays. */
  void keep() throws SQLException {
    keep(name(depth--));
  }

  /** Ends the innermost block; what was done in it is undone. */
  void undo() throws SQLException {
    undo(name(depth--));
  }

  void begin(String name) throws SQLException {
    execute("SAVEPOINT " + name);
  }

  void keep(String name) throws SQLException {
    execute("RELEASE SAVEPOINT " + name);
  }

  void undo(String name) throws SQLException {
    execute("ROLLBACK TO SAVEPOINT " + name);
    execute("RELEASE SAVEPOINT " + name);
  }

  private static String name(int depth) {
    return "datamove_" + depth;
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
