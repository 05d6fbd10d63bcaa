package org.datamove.it;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.datamove.testing.Jdbc;

/**
 * What PostgreSQL makes of rows that come one by one, each in a savepoint; undone in the end. A key
 * twice among them is refused where rows are updated by it.
 *
 * @param refused the numbers of the rows that it refuses
 * @param table what the table holds then
 */
record RowByRow(List<Long> refused, List<List<String>> table) {

  static RowByRow of(Connection session, RandomRows rows) throws SQLException {
    Jdbc.execute(session, "BEGIN");
    if (rows.mode() == RandomRows.Mode.REPLACE) {
      Jdbc.execute(session, "TRUNCATE t.x");
    }
    List<Long> refused = new ArrayList<>();
    Set<Integer> keys = new HashSet<>();
    try (PreparedStatement insert = session.prepareStatement(statement(rows.mode()))) {
      long number = 0;
      for (String[] row : rows.rows()) {
        number++;
        if (!goesIn(session, insert, row, rows.mode(), keys)) {
          refused.add(number);
        }
      }
    }
    List<List<String>> table = table(session);
    Jdbc.execute(session, "ROLLBACK");
    return new RowByRow(refused, table);
  }

  /**
   * The numbers of the rows that are neither refused nor in the table; column {@code n} has them.
   */
  List<Long> leftOut(RandomRows rows) {
    Set<Long> known = new HashSet<>(refused);
    table.forEach(row -> known.add(Long.valueOf(row.get(0))));
    return LongStream.rangeClosed(1, rows.rows().size())
        .boxed()
        .filter(number -> !known.contains(number))
        .toList();
  }

  static List<List<String>> table(Connection session) throws SQLException {
    return rows(session, "SELECT * FROM t.x ORDER BY n, id, code, ref, span, word");
  }

  static List<List<String>> rows(Connection session, String query) throws SQLException {
    List<List<String>> rows = new ArrayList<>();
    try (Statement statement = session.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.add(result.getString(i));
        }
        rows.add(row);
      }
    }
    return rows;
  }

  private static String statement(RandomRows.Mode mode) {
    String insert =
        "INSERT INTO t.x ("
            + String.join(", ", RandomRows.columns())
            + ") VALUES ("
            + String.join(", ", Collections.nCopies(RandomRows.columns().size(), "?"))
            + ")";
    return switch (mode) {
      case REPLACE, APPEND -> insert;
      case SKIP -> insert + " ON CONFLICT DO NOTHING";
      case UPSERT ->
          insert
              + " ON CONFLICT (id) DO UPDATE SET n = excluded.n, code = excluded.code, ref ="
              + " excluded.ref, span = excluded.span, word = excluded.word";
    };
  }

  private static boolean goesIn(
      Connection session,
      PreparedStatement insert,
      String[] row,
      RandomRows.Mode mode,
      Set<Integer> keys)
      throws SQLException {
    Jdbc.execute(session, "SAVEPOINT one");
    try {
      for (int i = 0; i < row.length; i++) {
        insert.setObject(i + 1, row[i], Types.OTHER);
      }
      insert.executeUpdate();
      if (mode == RandomRows.Mode.UPSERT
          && row[1] != null
          && keys.contains(Integer.valueOf(row[1]))) {
        throw new SQLException("twice");
      }
      if (row[1] != null) {
        keys.add(Integer.valueOf(row[1]));
      }
      Jdbc.execute(session, "RELEASE one");
      return true;
    } catch (SQLException e) {
      Jdbc.execute(session, "ROLLBACK TO one; RELEASE one");
      return false;
    }
  }
}
