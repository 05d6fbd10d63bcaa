package org.datamove.it;

import com.grack.nanojson.JsonWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.datamove.host.jdbc.Notice;
import org.datamove.testing.Jdbc;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import org.postgresql.util.PSQLException;

/** Runs a case's steps in one session and writes down what each of them showed its caller. */
final class Transcript {

  private static final Pattern PROGRESS =
      Pattern.compile("^(reading|loading table) \".*, \\d+ rows/s");

  private static final String COLUMNS_OF =
      """
      SELECT string_agg(
        quote_ident(attname) || ' ' || format_type(atttypid, atttypmod)
          || CASE WHEN attnotnull THEN ' not null' ELSE '' END, ', ' ORDER BY attnum)
      FROM pg_attribute
      WHERE attrelid = to_regclass(%s) AND attnum > 0 AND NOT attisdropped
      """;

  private static final String EXTENSIONS =
      """
      CREATE SCHEMA "the extensions";
      GRANT USAGE ON SCHEMA "the extensions" TO PUBLIC;
      CREATE EXTENSION %s SCHEMA "the extensions"
      """;

  private final Connection connection;
  private final String files;
  private final Way way;
  private final StringBuilder text = new StringBuilder();

  /**
   * @param files the directory of the case's files as the server sees it
   */
  Transcript(Connection connection, String files) {
    this(connection, files, new SqlWay(connection));
  }

  /**
   * The same with another way to reach datamove.
   *
   * @param way one whose calls are part of the connection's transactions
   */
  Transcript(Connection connection, String files, Way way) {
    this.connection = connection;
    this.files = files;
    this.way = way;
  }

  /**
   * The transcript, with {@code $CASE} for the directory of the case's files and without what no
   * two disks have in common, nor what only several files differ in where there is one. Every
   * report in it is held to its schema.
   */
  String of(Case given) throws SQLException {
    prepare(connection, given, files, way);
    List<Step> steps = given.steps();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      if (steps.size() > 1) {
        text.append("== step ").append(i + 1).append('\n');
      }
      run(step);
      show(step);
    }
    return clean(text.toString());
  }

  /** The table's columns and rows after a step; of many rows the first, and a digest of all. */
  static String rowsAfter(Connection connection, String files, Step step) throws SQLException {
    Transcript transcript = new Transcript(connection, files);
    transcript.show(step);
    return Compact.rows(transcript.clean(transcript.text.toString()));
  }

  /** A text of the session without what no two disks have in common. */
  String clean(String shown) {
    return shown
        .replace(files, "$CASE")
        .replaceAll("\\(dev=[0-9a-f]+,ino=\\d+\\)( [0-9T:.-]+Z)?", "(dev,ino)")
        .replaceAll("sha256 [0-9a-f]{64}", "sha256 (digest)")
        .replaceAll("\"oid\": \\d+", "\"oid\": 0")
        .replaceAll(
            "(\"move_id\": \"|move_id = '|of move \"?|by move \"?)[0-9a-f-]{36}", "$1(move)")
        .replaceAll("\\b(datamove_staging|pg_temp)_\\d+", "$1_0");
  }

  /** Gives a session the schema {@code t} as a case wants it. */
  static void prepare(Connection connection, Case given, String files) throws SQLException {
    prepare(connection, given, files, new SqlWay(connection));
  }

  private static void prepare(Connection connection, Case given, String files, Way way)
      throws SQLException {
    Jdbc.execute(
        connection,
        "ROLLBACK; RESET ROLE; RESET ALL; DISCARD TEMP; DROP SCHEMA IF EXISTS t CASCADE");
    Jdbc.execute(connection, "DROP SCHEMA IF EXISTS \"the extensions\" CASCADE");
    way.prepare();
    Jdbc.execute(connection, "CREATE SCHEMA t; GRANT ALL ON SCHEMA t TO PUBLIC");
    Jdbc.execute(connection, "SET search_path = t, public");
    if (given.requires() != null) {
      Jdbc.execute(connection, EXTENSIONS.formatted(given.requires()));
    }
    Jdbc.execute(connection, given.tableSql().replace("$CASE", files));
    way.adopt();
  }

  void run(Step step) throws SQLException {
    if (step.role() != null) {
      Jdbc.execute(connection, "SET ROLE " + step.role());
    }
    if (step.function() == null) {
      run(step.sql().replace("$CASE", files));
    } else {
      Way.Called called = way.call(step, files);
      warnings(called.notices());
      documents(called.documents());
      if (called.error() != null) {
        error(called.error());
      }
    }
    if (!aborted()) {
      if (step.role() != null) {
        Jdbc.execute(connection, "RESET ROLE");
      }
      if (step.function() == null) {
        way.adopt();
      }
    }
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      try {
        boolean rows = statement.execute(sql);
        warnings(SqlWay.notices(statement.getWarnings()));
        if (rows) {
          rows(statement.getResultSet());
        }
      } catch (PSQLException e) {
        if (e.getServerErrorMessage() == null) {
          throw e;
        }
        warnings(SqlWay.notices(statement.getWarnings()));
        error(Notice.of(e.getServerErrorMessage()));
      }
    }
  }

  /** Whether an open transaction has failed, so that nothing but its end is possible. */
  private boolean aborted() throws SQLException {
    return connection.unwrap(BaseConnection.class).getTransactionState() == TransactionState.FAILED;
  }

  private void show(Step step) throws SQLException {
    if (aborted()) {
      text.append("-- the transaction is aborted\n");
      return;
    }
    String target = step.target();
    String query = step.query();
    if (target != null) {
      String columns = columnsOf(target);
      text.append("-- ").append(columns == null ? "no table" : columns).append('\n');
      if (columns != null && query == null) {
        query = "SELECT x.* FROM %s x ORDER BY (x.*)::text COLLATE \"C\"".formatted(target);
      }
    }
    if (query != null) {
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery(query)) {
        rows(rows);
      }
    }
  }

  /** The table's columns, or null when there is no such table. */
  private String columnsOf(String table) throws SQLException {
    try {
      return Jdbc.value(connection, COLUMNS_OF.formatted(Jdbc.literal(table)));
    } catch (PSQLException e) {
      // Not even a name.
      if (e.getSQLState().startsWith("42") || e.getSQLState().equals("0A000")) {
        return null;
      }
      throw e;
    }
  }

  private void documents(List<Way.Document> documents) {
    for (Way.Document document : documents) {
      text.append(Compact.json(ofOneFile(document.pretty()))).append('\n');
      if (document.report() != null) {
        ReportSchema.check(document.report());
      }
    }
  }

  /**
   * Without the file of a finding that names none, the list of files where it has one, and the
   * lists of vectors and indexes where there are none.
   */
  private static String ofOneFile(String pretty) {
    return pretty
        .replaceAll("\n +\"(vectors|indexes)\": \\[\\s*\\],", "")
        .replaceAll("\n +\"source\": null,", "")
        .replaceAll(",\n +\"source\": null(?=\n)", "")
        .replaceAll("\n +\"files\": \\[\\s+\\{[^{}\\[\\]]*\\}\\s+\\],", "");
  }

  private void rows(ResultSet rows) throws SQLException {
    ResultSetMetaData about = rows.getMetaData();
    while (rows.next()) {
      List<String> values = new ArrayList<>();
      for (int i = 1; i <= about.getColumnCount(); i++) {
        values.add(JsonWriter.string(rows.getString(i)));
      }
      text.append(String.join(", ", values)).append('\n');
    }
  }

  /** But for those of progress, which only slow machines show: ProgressIT has them. */
  private void warnings(List<Notice> notices) {
    for (Notice notice : notices) {
      if (!PROGRESS.matcher(notice.message()).find()) {
        text.append(notice.severity()).append(' ');
        message(notice);
      }
    }
  }

  private void error(Notice error) {
    text.append("ERROR ");
    message(error);
  }

  private void message(Notice told) {
    text.append(told.sqlState()).append(": ").append(told.message()).append('\n');
    if (told.detail() != null) {
      text.append("DETAIL: ").append(told.detail()).append('\n');
    }
    if (told.hint() != null) {
      text.append("HINT: ").append(told.hint()).append('\n');
    }
  }
}
