package org.datamove.it;

import com.grack.nanojson.JsonWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The engine's results as the rows that SQL's functions make of them. */
final class ResultRows {
  private static final String WITHOUT_TIMES =
      "jsonb_pretty(to_jsonb(r) - 'execution_time' #- '{report,metrics}'), r.report::text";

  private static final String RESULT =
      " FROM json_to_record(?::json) AS r(success boolean, operation_type text, table_name text,"
          + " rows_processed bigint, rows_inserted bigint, rows_updated bigint, rows_unchanged bigint,"
          + " rows_skipped bigint, rows_rejected bigint, table_created boolean, schema_updated"
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

  private final Connection connection;

  /** Has the rows made over a connection. */
  ResultRows(Connection connection) {
    this.connection = connection;
  }

  /** The rows of a call. */
  List<Way.Document> of(Step step, Map<String, Object> result) throws SQLException {
    return switch (step.function()) {
      case "move" -> documents("SELECT " + WITHOUT_TIMES + RESULT, JsonWriter.string(result), 1);
      case "validate" -> documents(FINDINGS, JsonWriter.string(result.get("report")), 2);
      default -> documents(PROFILES, JsonWriter.string(result), 1);
    };
  }

  private List<Way.Document> documents(String sql, String json, int times) throws SQLException {
    List<Way.Document> documents = new ArrayList<>();
    try (PreparedStatement prepared = connection.prepareStatement(sql)) {
      for (int i = 1; i <= times; i++) {
        prepared.setString(i, json);
      }
      try (ResultSet rows = prepared.executeQuery()) {
        while (rows.next()) {
          documents.add(new Way.Document(rows.getString(1), rows.getString(2)));
        }
      }
    }
    return documents;
  }
}
