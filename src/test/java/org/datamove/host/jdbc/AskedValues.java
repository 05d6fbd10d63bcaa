package org.datamove.host.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.datamove.testing.Jdbc;

/** What is asked about values. */
final class AskedValues {
  private final List<AskedQuestions.Asked> all = new ArrayList<>();

  private AskedValues() {}

  /** All of it, for a database that has the types of {@code linked/tables.sql}. */
  static List<AskedQuestions.Asked> in(Connection session) throws SQLException {
    AskedValues values = new AskedValues();
    values.ask(session);
    return values.all;
  }

  private void ask(String function, String asked) {
    all.add(new AskedQuestions.Asked(function, asked));
  }

  private void ask(Connection session) throws SQLException {
    String types =
        """
        SELECT format('{"oid": %s, "mod": %s}', t.oid, CASE t.typname WHEN 'varchar' THEN 7 ELSE -1 END)
        FROM pg_type t
        WHERE t.typnamespace <> 'trap'::regnamespace AND t.typname IN ('inet', 'json', 'jsonb', 'daterange', 'float8', 'varchar', 'interval', 'date',
          'timestamptz', 'bytea', 'citext', 'vector', 'mood', 'short_code', 'codes', 'deep', 'numeric', 'text', 'time')
        ORDER BY t.typname
        """;
    try (Statement statement = session.createStatement();
        ResultSet rows = statement.executeQuery(types)) {
      while (rows.next()) {
        askOfValues(rows.getString(1));
      }
    }
    String plain =
        "\"table\": %s, \"values\": {\"id\": [\"1\", \"x\"], \"word\": [\"a\", \"much too long\"]}";
    for (String oid : List.of("\"" + oid(session, "plain") + "\"", "null")) {
      for (String function : List.of("judge_values", "normalize_values")) {
        ask(function, "{" + plain.formatted(oid) + ", \"written\": [\"id\"]}");
      }
    }
    for (String name : List.of("plain", "referring", "guarded", "nope")) {
      for (String column : List.of("id", "nope")) {
        ask(
            "count_values",
            "{\"table\": \"\\\"the shop\\\".%s\", \"column\": \"%s\"}".formatted(name, column));
      }
    }
  }

  private static String oid(Connection session, String table) throws SQLException {
    return Jdbc.value(session, "SELECT '\"the shop\"." + table + "'::regclass::oid");
  }

  /** None, one, and so many values that slices are made, of which some are refused. */
  private void askOfValues(String type) {
    for (String written : List.of("[]", "[\"v\"]")) {
      for (int count : new int[] {0, 1, 16, 17, 300}) {
        String values =
            IntStream.range(0, count)
                .mapToObj(i -> i % 41 == 1 ? "b'a\\\\d" + i : sample(i))
                .map(AskedQuestions::json)
                .collect(Collectors.joining(", ", "[", "]"));
        String asked =
            "{\"types\": {\"v\": %s}, \"written\": %s, \"values\": {\"v\": %s, \"none\": []}}"
                .formatted(type, written, values);
        ask("judge_values", asked.replace("\"none\": []", "\"v\": [null]"));
        ask("normalize_values", asked);
      }
    }
  }

  private static String sample(int i) {
    return switch (i % 5) {
      case 0 -> "2024-01-0" + (1 + i % 9);
      case 1 -> String.valueOf(i * 0.1);
      case 2 -> "10.0.0." + i % 256;
      case 3 -> "[2024-01-01,2024-02-0" + (1 + i % 9) + ")";
      default -> "{\"a\": " + i + "}";
    };
  }
}
