package org.datamove.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** Sessions over PostgreSQL JDBC. */
public final class Jdbc {

  private Jdbc() {}

  static Connection connect(String host, int port, String database, String password) {
    Properties properties = new Properties();
    properties.setProperty("user", "postgres");
    properties.setProperty("password", password);
    properties.setProperty("preferQueryMode", "simple");
    properties.setProperty("ApplicationName", "datamove tests");
    properties.setProperty("options", "-c TimeZone=UTC -c DateStyle=ISO -c statement_timeout=60s");
    try {
      return DriverManager.getConnection(
          "jdbc:postgresql://" + host + ":" + port + "/" + database, properties);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot connect to " + database, e);
    }
  }

  /** Runs statements, separated by semicolons, for their effect. */
  public static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first column of a query's first row as text; null when it is null. */
  public static String value(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      if (!rows.next()) {
        throw new SQLException("no row from: " + query);
      }
      return rows.getString(1);
    }
  }

  /** Whether the server offers an extension, installed in this database or not. */
  public static boolean hasExtension(Connection connection, String name) throws SQLException {
    String query = "SELECT count(*) FROM pg_available_extensions WHERE name = " + literal(name);
    return value(connection, query).equals("1");
  }

  /** A text as an SQL literal, whatever {@code standard_conforming_strings} is. */
  public static String literal(String text) {
    String quoted = "'" + text.replace("'", "''") + "'";
    return text.indexOf('\\') < 0 ? quoted : "E" + quoted.replace("\\", "\\\\");
  }
}
