package org.datamove.host.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What is asked about the constraints of a relation: which there are, and some rows of each. */
final class AskedProbes {
  private static final String ROWS =
      "[{\"n\": 0, \"c1\": \"1\", \"c2\": null, \"c3\": \"x\"},"
          + " {\"n\": 1, \"c1\": \"99\", \"c2\": \"2\", \"c3\": null}, {\"n\": 2}]";

  private AskedProbes() {}

  /** All of it; a session of a superuser's finds the constraints. */
  static List<AskedQuestions.Asked> of(Connection session, String oid) throws SQLException {
    List<AskedQuestions.Asked> all = new ArrayList<>();
    for (String columns : List.of("[]", columns(session, oid))) {
      String asked = "{\"table\": \"%s\", \"columns\": %s}".formatted(oid, columns);
      all.add(new AskedQuestions.Asked("find_probes", asked));
      String probes =
          "SELECT json_array_elements(datamove.find_probes(%s) -> 'probes')"
              .formatted("'" + asked.replace("'", "''") + "'");
      try (Statement statement = session.createStatement();
          ResultSet rows = statement.executeQuery(probes)) {
        while (rows.next()) {
          for (String values : List.of("[]", ROWS)) {
            all.add(
                new AskedQuestions.Asked(
                    "probe_rows",
                    "{\"table\": \"%s\", \"probe\": %s, \"rows\": %s}"
                        .formatted(oid, rows.getString(1), values)));
          }
        }
      }
    }
    return all;
  }

  private static String columns(Connection session, String oid) throws SQLException {
    String names =
        "SELECT coalesce(json_agg(attname), '[]') FROM pg_attribute WHERE attnum > 0 AND NOT attisdropped"
            + " AND attgenerated = '' AND attrelid = "
            + oid;
    try (Statement statement = session.createStatement();
        ResultSet rows = statement.executeQuery(names)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
