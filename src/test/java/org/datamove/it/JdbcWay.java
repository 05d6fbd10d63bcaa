package org.datamove.it;

import com.grack.nanojson.JsonWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
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
 * Calls over JDBC into a database where nothing is installed, by a role that owns what is in its
 * schema and has no other right, and no right to temporary tables for what changes nothing; that
 * runs in a transaction that is READ ONLY.
 */
final class JdbcWay implements Way {
  /**
   * What a database needs besides: the role, and for the rows that the host is told to put aside
   * what cases look for.
   */
  static final String PREPARATION =
      """
      DO $$
      BEGIN
        IF to_regrole('client') IS NULL THEN
          CREATE ROLE client;
        END IF;
      END
      $$;
      CREATE SCHEMA datamove;
      GRANT USAGE ON SCHEMA datamove TO PUBLIC;
      CREATE TABLE datamove.rejected_row (
        move_id uuid NOT NULL,
        rejected_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
        role oid NOT NULL DEFAULT 0,
        table_name text NOT NULL,
        source text,
        row_number bigint NOT NULL,
        line_number bigint NOT NULL,
        record text NOT NULL,
        column_name text,
        code text NOT NULL,
        message text NOT NULL,
        PRIMARY KEY (move_id, row_number)
      );
      GRANT SELECT ON datamove.rejected_row TO PUBLIC;
      CREATE FUNCTION datamove.clear_rejected() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS $$
        WITH cleared AS (DELETE FROM datamove.rejected_row RETURNING 1) SELECT count(*) FROM cleared
      $$;
      """;

  /** All that superusers have made in the cases' schema becomes the role's. */
  private static final String ADOPTION =
      """
      DO $adoption$
      DECLARE
        own_role text := current_setting('session_replication_role');
        command text;
      BEGIN
        SET LOCAL session_replication_role = replica;
        FOR command IN
          SELECT format('ALTER SCHEMA %I OWNER TO client', n.nspname) FROM pg_namespace n
          WHERE n.nspname = 't' AND n.nspowner = 10
          UNION ALL
          SELECT format('ALTER TABLE %s OWNER TO client', c.oid::regclass) FROM pg_class c
          WHERE c.relnamespace = to_regnamespace('t') AND c.relowner = 10
            AND (c.relkind IN ('r', 'p', 'v', 'm', 'f') OR c.relkind = 'S' AND NOT EXISTS (
              SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
                AND d.deptype IN ('a', 'i')))
          UNION ALL
          SELECT format('ALTER ROUTINE %s OWNER TO client', p.oid::regprocedure) FROM pg_proc p
          WHERE p.pronamespace = to_regnamespace('t') AND p.proowner = 10
            AND p.prorettype <> 'event_trigger'::regtype
          UNION ALL
          SELECT format('ALTER TYPE %s OWNER TO client', t.oid::regtype) FROM pg_type t
          LEFT JOIN pg_class c ON c.oid = t.typrelid
          WHERE t.typnamespace = to_regnamespace('t') AND t.typowner = 10
            AND (t.typtype IN ('d', 'e', 'r') OR t.typtype = 'c' AND c.relkind = 'c')
        LOOP
          EXECUTE command;
        END LOOP;
        PERFORM set_config('session_replication_role', own_role, true);
      END
      $adoption$
      """;

  private static final String WITHOUT_TIMES =
      "jsonb_pretty(to_jsonb(r) - 'execution_time' #- '{report,metrics}'), r.report::text";

  private static final String RESULT =
      " FROM json_to_record(?::json) AS r(success boolean, operation_type text, table_name text,"
          + " rows_processed bigint, rows_rejected bigint, table_created boolean, schema_updated"
          + " boolean, dry_run boolean, execution_time interval, warnings text[], report jsonb)";

  private static final String FINDINGS =
      """
      SELECT jsonb_pretty(to_jsonb(f)), NULL FROM (
        SELECT r.* FROM json_to_recordset(?::json -> 'findings') AS r(severity text, code text,
          column_name text, row_number bigint, line_number bigint, value text, occurrences bigint,
          message text, hint text, source text)
        UNION ALL
        SELECT 'change', s.kind, NULL, NULL, NULL, NULL, 1, s.title, s.sql, NULL
        FROM json_to_recordset(?::json -> 'plan') AS s(kind text, title text, sql text)) f
      """;

  private static final String PROFILES =
      "SELECT jsonb_pretty(to_jsonb(r)), NULL FROM json_to_recordset(?::json -> 'columns') AS"
          + " r(ordinal integer, name text, data_type text, nullable boolean, rows bigint, nulls"
          + " bigint, min_length integer, max_length integer, examples text[], note text)";

  private static final String REJECTED =
      """
      INSERT INTO datamove.rejected_row (move_id, table_name, source, row_number, line_number,
        record, column_name, code, message)
      SELECT ?::uuid, format('%I.%I', ?, ?), r.source, r.row_number, r.line_number, r.record, r.column_name, r.code,
        r.message
      FROM json_to_recordset(?::json) AS r(source text, row_number bigint, line_number bigint,
        record text, column_name text, code text, message text)
      """;

  /** The load step of a plan, whose method and SQL say how the host has rows copied. */
  private static final Pattern LOAD =
      Pattern.compile(
          "\"sql\": \"(?:[^\"\\\\]|\\\\.)*\",(\"kind\": \"load\",\"title\": \"[^\"]*\",)\"method\": \"[a-z_]+\"");

  /** The same among the rows of validate. */
  private static final Pattern CHANGE =
      Pattern.compile("(\"code\": \"load\",)\"hint\": \"(?:[^\"\\\\]|\\\\.)*\"");

  private final Connection connection;
  private final Connection other;
  private final LinkedFunctions functions;

  /**
   * A way over a connection of a superuser.
   *
   * @param other one for what does not belong to the move
   */
  JdbcWay(Connection connection, Connection other, LinkedFunctions functions) {
    this.connection = connection;
    this.other = other;
    this.functions = functions;
  }

  @Override
  public void prepare() throws SQLException {
    Jdbc.execute(connection, "SELECT datamove.clear_rejected()");
  }

  @Override
  public void adopt() throws SQLException {
    Jdbc.execute(connection, ADOPTION);
  }

  @Override
  public String comparable(String transcript) {
    String joined = transcript.replaceAll("\\s*\n\\s*", "").replace(", ", ",");
    return CHANGE.matcher(LOAD.matcher(joined).replaceAll("$1")).replaceAll("$1");
  }

  @Override
  public Called call(Step step, String files) throws SQLException {
    boolean changes = step.isMove() || step.rehearses();
    boolean whole = state() == TransactionState.IDLE;
    String role = step.role();
    if (role == null && state() != TransactionState.FAILED) {
      role = "client";
      Jdbc.execute(connection, "SET ROLE client");
    }
    if (whole) {
      Jdbc.execute(connection, changes ? "BEGIN" : "BEGIN READ ONLY");
    }
    Called called = called(step, files, role);
    if (whole) {
      called = ended(called);
    } else if (called.error() != null && state() != TransactionState.FAILED) {
      abort();
    }
    if (step.role() == null && state() != TransactionState.FAILED) {
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
      return new Called(documents(step, Json.map(end, "result")), host.notices(), null);
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

  private List<Document> documents(Step step, Map<String, Object> result) throws SQLException {
    return switch (step.function()) {
      case "move" -> documents("SELECT " + WITHOUT_TIMES + RESULT, JsonWriter.string(result), 1);
      case "validate" -> documents(FINDINGS, JsonWriter.string(result.get("report")), 2);
      default -> documents(PROFILES, JsonWriter.string(result), 1);
    };
  }

  private List<Document> documents(String sql, String json, int times) throws SQLException {
    List<Document> documents = new ArrayList<>();
    try (PreparedStatement prepared = other.prepareStatement(sql)) {
      for (int i = 1; i <= times; i++) {
        prepared.setString(i, json);
      }
      try (ResultSet rows = prepared.executeQuery()) {
        while (rows.next()) {
          documents.add(new Document(rows.getString(1), rows.getString(2)));
        }
      }
    }
    return documents;
  }

  private void keep(String moveId, Command.KeepRejected rows, String role) throws SQLException {
    Jdbc.execute(connection, "RESET ROLE");
    try (PreparedStatement insert = connection.prepareStatement(REJECTED)) {
      insert.setString(1, moveId);
      insert.setString(2, rows.target().schema());
      insert.setString(3, rows.target().name());
      insert.setString(4, JsonWriter.string(rows.rows()));
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
