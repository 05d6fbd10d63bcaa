package org.datamove.it;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.datamove.execute.Command;
import org.datamove.host.jdbc.JdbcHost;
import org.datamove.host.jdbc.LinkedFunctions;
import org.datamove.host.jdbc.Notice;
import org.datamove.json.Json;
import org.datamove.testing.Jdbc;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import org.postgresql.util.PSQLException;

/**
 * Calls over JDBC into a database where nothing is installed, by a role that owns what a case has
 * and has no other right. What changes nothing runs in a transaction that is READ ONLY, by a role
 * that may not even make temporary tables.
 */
final class JdbcWay implements Way {
  private static final String REJECTED =
      """
      INSERT INTO datamove.rejected_row (move_id, role, table_name, source, row_number, line_number,
        record, record_bytes, column_name, code, message, findings, options, header)
      SELECT ?::uuid, 0, format('%I.%I', ?, ?), r.source, r.row_number, r.line_number, r.record,
        r.record_bytes, r.column_name, r.code, r.message, r.findings, r.options, r.header
      FROM json_to_recordset(?::json) AS r(source text, row_number bigint, line_number bigint,
        record text, record_bytes bytea, column_name text, code text, message text, findings jsonb,
        options jsonb, header text[])
      """;

  /** The load step of a plan, whose method and SQL say how the host has rows copied. */
  private static final Pattern LOAD =
      Pattern.compile(
          "\"sql\": \"(?:[^\"\\\\]|\\\\.)*\",(\"kind\": \"load\",\"title\": \"[^\"]*\",)\"method\": \"[a-z_]+\"");

  /** The same among the rows of validate. */
  private static final Pattern CHANGE =
      Pattern.compile("(\"code\": \"load\",)\"hint\": \"(?:[^\"\\\\]|\\\\.)*\"");

  private static final Pattern NO_TEMP =
      Pattern.compile("permission denied to create temporary tables");

  private final Connection connection;
  private final ResultRows rows;
  private final LinkedFunctions functions;

  /**
   * A way over a connection of a superuser.
   *
   * @param other one for what does not belong to the move
   */
  JdbcWay(Connection connection, Connection other, LinkedFunctions functions) {
    this.connection = connection;
    this.rows = new ResultRows(other);
    this.functions = functions;
  }

  @Override
  public void prepare() throws SQLException {
    Jdbc.execute(connection, "SELECT datamove.clear_rejected()");
  }

  @Override
  public void adopt() throws SQLException {
    Jdbc.execute(connection, JdbcRoles.ADOPTION);
  }

  @Override
  public String comparable(String transcript) {
    String joined = withoutServer(transcript).replaceAll("\\s*\n\\s*", "").replace(", ", ",");
    return CHANGE.matcher(LOAD.matcher(joined).replaceAll("$1")).replaceAll("$1");
  }

  /** Without what is said of the server where it has the files. */
  private static String withoutServer(String transcript) {
    return transcript
        .replace(
            "HINT: The path is one of the database server's file system, seen by the server's user.",
            "")
        .replace("The path is one of the database server's file system. ", "")
        .replace(
            "Write the file's absolute path on the database server.",
            "Write the file's absolute path.");
  }

  @Override
  public Called call(Step step, String files) throws SQLException {
    boolean changes = step.isMove() || step.rehearses();
    if (step.role() != null || state() == TransactionState.FAILED) {
      return call(step, files, null, changes);
    }
    if (changes) {
      Called called = call(step, files, "mover", true);
      if (state() != TransactionState.FAILED) {
        adopt();
      }
      return called;
    }
    boolean whole = state() == TransactionState.IDLE;
    Called called = whole ? call(step, files, "client", false) : null;
    // What would be done may itself take the right, and then it is told to be missing.
    return called != null && !NO_TEMP.matcher(called.toString()).find()
        ? called
        : call(step, files, "mover", false);
  }

  private Called call(Step step, String files, String role, boolean changes) throws SQLException {
    boolean whole = state() == TransactionState.IDLE;
    if (role != null) {
      Jdbc.execute(connection, "SET ROLE " + role);
    }
    if (whole) {
      Jdbc.execute(connection, changes ? "BEGIN" : "BEGIN READ ONLY");
    }
    Called called = called(step, files, role == null ? step.role() : role);
    if (whole) {
      called = ended(called);
    } else if (called.error() != null && state() != TransactionState.FAILED) {
      abort();
    }
    if (role != null && state() != TransactionState.FAILED) {
      Jdbc.execute(connection, "RESET ROLE");
    }
    return called;
  }

  private TransactionState state() throws SQLException {
    return connection.unwrap(BaseConnection.class).getTransactionState();
  }

  private Called called(Step step, String files, String role) throws SQLException {
    JdbcHost host = new JdbcHost(connection, functions, (moveId, rows) -> keep(moveId, rows, role));
    try {
      Map<String, Object> end =
          host.call(
              "inspect".equals(step.function()) ? "inspect" : "move",
              (String) argument(step, "csv_path", files),
              Json.map(new TreeMap<>(step.args()), "options"),
              arguments(step));
      if ("failed".equals(end.get("do"))) {
        return new Called(List.of(), host.notices(), error(Json.map(end, "failure")));
      }
      return new Called(rows.of(step, Json.map(end, "result")), host.notices(), null);
    } catch (PSQLException e) {
      if (e.getServerErrorMessage() == null) {
        throw e;
      }
      return new Called(List.of(), host.notices(), Notice.of(e.getServerErrorMessage()));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object argument(Step step, String name, String files) {
    Object value = step.args().get(name);
    return value instanceof String text ? text.replace("$CASE", files) : value;
  }

  private static Map<String, Object> arguments(Step step) {
    Map<String, Object> call = new LinkedHashMap<>();
    if ("inspect".equals(step.function())) {
      return call;
    }
    boolean validates = "validate".equals(step.function());
    Object keys = step.args().get("primary_key_columns");
    call.put("table_name", step.args().get("table_name"));
    call.put("move_type", step.args().get("move_type"));
    call.put("dry_run", validates || Boolean.TRUE.equals(step.args().get("dry_run")));
    call.put("batch_size", validates ? null : step.args().get("batch_size"));
    call.put("primary_key_columns", keys == null ? List.of() : keys);
    return call;
  }

  private static Notice error(Map<String, Object> failure) {
    return new Notice(
        "ERROR",
        Json.text(failure, "sqlstate"),
        Json.text(failure, "message"),
        Json.text(failure, "detail"),
        Json.text(failure, "hint"));
  }

  private void keep(String moveId, Command.KeepRejected rows, String role) throws SQLException {
    Jdbc.execute(connection, "RESET ROLE");
    try (PreparedStatement insert = connection.prepareStatement(REJECTED)) {
      insert.setString(1, moveId);
      insert.setString(2, rows.target().schema());
      insert.setString(3, rows.target().name());
      insert.setString(4, Json.write(rows.rows()));
      insert.executeUpdate();
    }
    Jdbc.execute(connection, "SET ROLE " + role);
  }

  /** A constraint that is deferred may refuse the end. */
  private Called ended(Called called) throws SQLException {
    try {
      Jdbc.execute(connection, called.error() == null ? "COMMIT" : "ROLLBACK");
      return called;
    } catch (PSQLException e) {
      return new Called(List.of(), called.notices(), Notice.of(e.getServerErrorMessage()));
    }
  }

  /** As a statement that fails does; the host itself has undone its own work only. */
  private void abort() throws SQLException {
    try {
      Jdbc.execute(connection, "SELECT 1 / 0");
    } catch (PSQLException e) {
      // the caller's transaction is over
    }
  }
}
