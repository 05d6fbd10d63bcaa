package org.datamove.host.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What is asked about the relations of {@code linked/tables.sql}, about names and types, and of a
 * request.
 */
final class AskedQuestions {
  private static final List<String> NAMES =
      List.of(
          "plain",
          "PLAIN",
          "nope",
          "\"the shop\".nope",
          "hidden.away",
          "hidden.nope",
          "nosuch.plain",
          "a.b.c",
          "a.b.c.d",
          "$database.\"the shop\".plain",
          "$database.\"the shop\".nope",
          "",
          " ",
          "\"",
          "\"\"",
          "a b",
          "1259",
          "public.",
          ".plain",
          "pg_temp.nope",
          "pg_class",
          "mood",
          "_mood",
          "information_schema.tables",
          "\"x\"\"y\"",
          "x".repeat(64),
          "é".repeat(32),
          "plain--",
          "a;b");

  private static final List<String> GOOD_TYPES =
      List.of(
          "integer",
          "numeric(10,2)",
          "numeric(3, 1)[]",
          "varchar(20)",
          "char",
          "char(3)",
          "bit",
          "bit(3)",
          "\"bit\"",
          "bpchar",
          "timestamp(3)",
          "timestamptz(0)[]",
          "timestamp(2) with time zone",
          "interval(2)",
          "float(3)",
          "float(30)",
          "double precision",
          "text ARRAY",
          "\"char\"",
          "national character varying(3)",
          "mood",
          "\"the shop\".mood[]",
          "code",
          "short_code",
          "codes",
          "\"Point of 3\"",
          "line[]",
          "deep",
          "deep_domain",
          "prices",
          "plain",
          "_text",
          "regclass");

  private static final List<String> BAD_TYPES =
      List.of(
          "",
          " ",
          "nope",
          "nope(3)",
          "numeric(a)",
          "numeric(10,2",
          "numeric(2000,1)",
          "numeric()",
          "varchar(0)",
          "varchar(-1)",
          "text(3)",
          "integer; SELECT 1",
          "int--",
          "int/*",
          "interval year",
          "interval(1,2)",
          "a.b.c.d",
          "\"",
          "mood(3)",
          "plain.id%TYPE",
          "setof int",
          "bit(0)",
          "void",
          "anyelement",
          "cstring",
          "vector(0)",
          "vector(a)",
          "halfvec(2)[]",
          "vector",
          "citext",
          "hidden.away",
          "int4multirange",
          "numeric(1,2,3)",
          "timestamp(-1)",
          "point of");

  private static final List<String> LOCK_TIMEOUTS =
      List.of(
          "null",
          "5",
          "0",
          "-1",
          "1.5",
          "99999999999",
          "true",
          "[]",
          "{}",
          "\"30s\"",
          "\"2 min\"",
          "\"5\"",
          "\"-3s\"",
          "\"abc\"",
          "\"\"",
          "\"1.5\"");

  private static final List<String> OTHER_TYPES =
      List.of("null", "3", "[]", "\"x\"", "{}", "{\"a\": 1}", "{\"a\": null}");

  /**
   * A question.
   *
   * @param function that answers it
   * @param asked its argument
   */
  record Asked(String function, String asked) {}

  private final List<Asked> all = new ArrayList<>();

  private AskedQuestions() {}

  /** All of them, for a database that has those tables. */
  static List<Asked> in(Connection session) throws SQLException {
    AskedQuestions questions = new AskedQuestions();
    questions.askOfTables(session);
    questions.askOfNames(session.getCatalog());
    questions.askOfTypes();
    questions.all.addAll(AskedValues.in(session));
    questions.prepare();
    return questions.all;
  }

  private void ask(String function, String asked) {
    all.add(new Asked(function, asked));
  }

  private void askOfTables(Connection session) throws SQLException {
    String relations =
        """
        SELECT oid, format('"the shop".%I', relname) FROM pg_class
        WHERE relnamespace = '"the shop"'::regnamespace ORDER BY relname
        """;
    try (Statement statement = session.createStatement();
        ResultSet rows = statement.executeQuery(relations)) {
      while (rows.next()) {
        String named = "{\"table_name\": %s}".formatted(json(rows.getString(2)));
        ask("find_target", named);
        ask("describe_target", named);
        ask("describe_again", "{\"oid\": %s}".formatted(rows.getString(1)));
        all.addAll(AskedProbes.of(session, rows.getString(1)));
      }
    }
    List.of("0", "999999999", "null", "\"x\"")
        .forEach(oid -> ask("describe_again", "{\"oid\": " + oid + "}"));
  }

  private void askOfNames(String database) {
    for (String name : NAMES) {
      String named = "{\"table_name\": %s}".formatted(json(name.replace("$database", database)));
      ask("find_target", named);
      ask("describe_target", named);
    }
    ask("find_target", "{\"table_name\": null}");
    ask("describe_target", "{}");
    for (String timeout : LOCK_TIMEOUTS) {
      ask("find_target", "{\"table_name\": \"plain\", \"lock_timeout\": " + timeout + "}");
    }
  }

  private void askOfTypes() {
    Stream<String> single = Stream.concat(GOOD_TYPES.stream(), BAD_TYPES.stream());
    Stream<String> types = single.map(type -> "{\"a column\": " + json(type) + "}");
    String together =
        IntStream.range(0, GOOD_TYPES.size())
            .mapToObj(i -> "\"c%d\": %s".formatted(i, json(GOOD_TYPES.get(i))))
            .collect(Collectors.joining(", ", "{", "}"));
    String tooMany =
        IntStream.rangeClosed(0, 1600)
            .mapToObj(i -> "\"c%d\": \"text\"".formatted(i))
            .collect(Collectors.joining(", ", "{", "}"));
    Stream.of(types, OTHER_TYPES.stream(), Stream.of(together, tooMany))
        .flatMap(each -> each)
        .forEach(
            given -> ask("describe_target", "{\"table_name\": \"x\", \"types\": " + given + "}"));
  }

  private void prepare() {
    List<String> calls =
        List.of(
            "{}",
            "{\"dry_run\": true}",
            "{\"dry_run\": false, \"table_name\": \"plain\", \"x\": [1, null]}");
    List<String> options =
        List.of(
            "",
            ", \"options\": {}",
            ", \"options\": null",
            ", \"options\": []",
            ", \"options\": {\"rehearse\": true, \"types\": {\"a\": \"mood\", \"b\": \"line\"}}",
            ", \"options\": {\"types\": {\"a\": \"nope\"}}");
    for (String task : List.of("move", "inspect", "resolve")) {
      for (String call : calls) {
        for (String option : options) {
          for (String path : List.of("\"/a 'b' \\\"c\\\".csv\"", "null")) {
            ask(
                "prepare_request",
                "{\"task\": \"%s\", \"csv_path\": %s, \"call\": %s%s}"
                    .formatted(task, path, call, option));
          }
        }
      }
    }
  }

  /** A text as JSON. */
  static String json(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
