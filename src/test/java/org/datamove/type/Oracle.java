package org.datamove.type;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.datamove.testing.Jdbc;
import org.postgresql.PGConnection;

/** Asks PostgreSQL what it makes of texts. */
final class Oracle {
  private static final String FUNCTIONS =
      """
      CREATE FUNCTION pg_temp.accepts(texts text[], call text) RETURNS SETOF boolean AS $$
      DECLARE
        v text;
      BEGIN
        FOREACH v IN ARRAY texts LOOP
          BEGIN
            EXECUTE 'SELECT ' || call USING v;
            RETURN NEXT true;
          EXCEPTION WHEN OTHERS THEN
            RETURN NEXT false;
          END;
        END LOOP;
      END
      $$ LANGUAGE plpgsql;
      """;

  private final Connection connection;

  Oracle(Connection connection) throws SQLException {
    this.connection = connection;
    Jdbc.execute(connection, FUNCTIONS);
  }

  /** The type of a column that is declared so. */
  PgType type(String declaration) throws SQLException {
    Jdbc.execute(
        connection,
        "DROP TABLE IF EXISTS pg_temp.probe; CREATE TEMP TABLE probe (v " + declaration + ")");
    String query =
        """
        SELECT n.nspname, t.typname, t.typtype, a.atttypmod, format_type(t.oid, a.atttypmod)
        FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
          JOIN pg_namespace n ON n.oid = t.typnamespace
        WHERE a.attrelid = 'pg_temp.probe'::regclass AND a.attname = 'v'
        """;
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return new PgType(
          row.getString(1),
          row.getString(2),
          row.getString(3).charAt(0),
          row.getInt(4),
          row.getString(5));
    }
  }

  /** For each text whether the type's input function takes it. */
  List<Boolean> accepts(PgType type, List<String> texts) throws SQLException {
    List<Boolean> accepted = new ArrayList<>();
    String query = "SELECT * FROM pg_temp.accepts(?, ?)";
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setArray(1, connection.createArrayOf("text", texts.toArray()));
      statement.setString(2, inputCall(type, "$1"));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          accepted.add(rows.getBoolean(1));
        }
      }
    }
    return accepted;
  }

  /** How each text is written once the type has read it; null where it is refused. */
  List<String> written(PgType type, List<String> texts) throws SQLException {
    Jdbc.execute(
        connection,
        """
        CREATE OR REPLACE FUNCTION pg_temp.written(texts text[], declaration text)
        RETURNS SETOF text AS $$
        DECLARE
          v text;
          w text;
        BEGIN
          FOREACH v IN ARRAY texts LOOP
            BEGIN
              EXECUTE CASE WHEN declaration ~ 'jsonb?$'
                THEN format('SELECT format(''%%s'', ($1 -> 0 ->> ''v'')::%s)', declaration)
                ELSE format('SELECT format(''%%s'', x.v) FROM json_to_recordset($1) AS x(v %s)',
                  declaration) END INTO w USING json_build_array(json_build_object('v', v));
              RETURN NEXT w;
            EXCEPTION WHEN OTHERS THEN
              RETURN NEXT NULL;
            END;
          END LOOP;
        END
        $$ LANGUAGE plpgsql;
        """);
    List<String> written = new ArrayList<>();
    String query = "SELECT * FROM pg_temp.written(?, ?)";
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setArray(1, connection.createArrayOf("text", texts.toArray()));
      statement.setString(2, type.sql());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          written.add(rows.getString(1));
        }
      }
    }
    return written;
  }

  /** Whether the type's input function takes every one of the texts. */
  boolean acceptsAll(PgType type, List<String> texts) throws SQLException {
    String call = inputCall(type, "v");
    String query = "SELECT count(" + call + ") FROM unnest(?::text[]) v";
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setArray(1, connection.createArrayOf("text", texts.toArray()));
      statement.executeQuery().close();
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  /** Loads the texts into a column of the type with COPY, and reads the column as text. */
  List<String> printed(String type, List<String> texts) throws SQLException, IOException {
    Jdbc.execute(
        connection,
        "DROP TABLE IF EXISTS pg_temp.loaded; CREATE TEMP TABLE loaded (n int, v " + type + ")");
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < texts.size(); i++) {
      rows.append(i).append('\t').append(escaped(texts.get(i))).append('\n');
    }
    byte[] bytes = rows.toString().getBytes(StandardCharsets.UTF_8);
    connection
        .unwrap(PGConnection.class)
        .getCopyAPI()
        .copyIn("COPY pg_temp.loaded FROM STDIN", new ByteArrayInputStream(bytes));
    List<String> printed = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT v::text FROM pg_temp.loaded ORDER BY n")) {
      while (row.next()) {
        printed.add(row.getString(1));
      }
    }
    return printed;
  }

  /**
   * Loads rows of a number and a value of the type with COPY.
   *
   * @return the values as the type's send function gives them, in hexadecimal, by number
   */
  List<String> stored(String type, String format, byte[] rows) throws SQLException, IOException {
    Jdbc.execute(
        connection,
        "DROP TABLE IF EXISTS pg_temp.loaded; CREATE TEMP TABLE loaded (n int, v " + type + ")");
    connection
        .unwrap(PGConnection.class)
        .getCopyAPI()
        .copyIn(
            "COPY pg_temp.loaded FROM STDIN (FORMAT " + format + ")",
            new ByteArrayInputStream(rows));
    String send =
        """
        SELECT t.typsend::text FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
        WHERE a.attrelid = 'pg_temp.loaded'::regclass AND a.attname = 'v'
        """;
    List<String> stored = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      String function = Jdbc.value(connection, send);
      String query = "SELECT encode(" + function + "(v), 'hex') FROM pg_temp.loaded ORDER BY n";
      try (ResultSet row = statement.executeQuery(query)) {
        while (row.next()) {
          stored.add(row.getString(1));
        }
      }
    }
    return stored;
  }

  void set(String name, String value) throws SQLException {
    Jdbc.execute(connection, "SET " + name + " = " + Jdbc.literal(value));
  }

  /** A call of the type's input function on a text, as COPY makes it. */
  private String inputCall(PgType type, String text) throws SQLException {
    String query =
        """
        SELECT format('%%I.%%I(pg_catalog.textout(%%s)%%s%%s)', n.nspname, p.proname, %s,
          CASE WHEN p.pronargs >= 2 THEN
            ', ' || CASE WHEN t.typelem <> 0 THEN t.typelem ELSE t.oid END || '::oid' END,
          CASE WHEN p.pronargs >= 3 THEN ', ' || %d END)
        FROM pg_type t JOIN pg_proc p ON p.oid = t.typinput JOIN pg_namespace n
          ON n.oid = p.pronamespace
        WHERE t.typnamespace = %s::regnamespace AND t.typname = %s
        """;
    return Jdbc.value(
        connection,
        query.formatted(
            Jdbc.literal(text),
            type.typmod(),
            Jdbc.literal('"' + type.schema() + '"'),
            Jdbc.literal(type.name())));
  }

  static String escaped(String text) {
    return text.replace("\\", "\\\\")
        .replace("\n", "\\n")
        .replace("\r", "\\r")
        .replace("\t", "\\t");
  }
}
