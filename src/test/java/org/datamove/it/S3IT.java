package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.datamove.testing.FaultProxy;
import org.datamove.testing.Jdbc;
import org.datamove.testing.S3Server;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/** Moves of objects, from a store in the tests' own process. */
class S3IT {
  private static final String ROWS = "id,name\n1,one\n2,\"two\nlines\"\n3,\n";

  // Not where they are declared: others use the class without its store.
  @AutoClose private static S3Server store;
  @AutoClose private static FaultProxy proxy;

  @BeforeAll
  static void startStore() throws IOException {
    store = new S3Server();
    proxy = new FaultProxy(store.port());
    store.put("data", "rows.csv", ROWS);
    store.put("data", "rows.csv.gz", gzip(ROWS));
    store.put("data", "in/sale-2.csv", "id,name\n3,c\n");
    store.put("data", "in/sale-1.csv", "id,name\n1,a\n2,b\n");
    store.put("data", "in/old/sale-0.csv", "id,name\n0,z\n");
    store.put("data", "mistakes.csv", "id,name\nx,one\n");
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  @TestFactory
  Stream<DynamicContainer> moves() {
    return Stage.each(
        List.of(
            new Stage.Named("new table, then replaced", S3IT::newTable),
            new Stage.Named("the same rows as from a file", S3IT::sameAsFile),
            new Stage.Named("gzip", S3IT::compressed),
            new Stage.Named("several objects as one move", S3IT::several),
            new Stage.Named("what is wrong with an object", S3IT::mistakes),
            new Stage.Named("what is wrong with a source", S3IT::wrongSources),
            new Stage.Named("a connection that breaks", S3IT::broken),
            new Stage.Named("replaced between planning and loading", S3IT::replaced),
            new Stage.Named("cancel while nothing comes", S3IT::cancel)));
  }

  private static Connection session(Stage stage) throws SQLException {
    Jdbc.execute(stage.witness, server("store", proxy.endpoint()) + mapping("PUBLIC", "store"));
    return stage.plainSession();
  }

  static String server(String name, String endpoint) {
    return "CREATE SERVER %s FOREIGN DATA WRAPPER datamove_s3 OPTIONS (endpoint '%s');"
        .formatted(name, endpoint);
  }

  static String mapping(String role, String server) {
    return "CREATE USER MAPPING FOR %s SERVER %s OPTIONS (access_key_id '%s', secret_access_key '%s');"
        .formatted(role, server, S3Server.ACCESS_KEY, S3Server.SECRET_KEY);
  }

  static String move(String path, String table, String type) {
    return """
        SELECT rows_processed FROM datamove.move('%s', '%s', %s, options => '{"server": "store"}')
        """
        .formatted(path, table, type == null ? "NULL" : "'" + type + "'");
  }

  private static String rows(Connection session, String table) throws SQLException {
    return Jdbc.value(session, "SELECT string_agg(t::text, ' ' ORDER BY id) FROM " + table + " t");
  }

  private static void newTable(Stage stage) throws Exception {
    Connection session = session(stage);
    assertEquals("3", Jdbc.value(session, move("s3://data/rows.csv", "t", null)));
    assertEquals("(1,one) (2,\"two\nlines\") (3,)", rows(session, "t"));
    assertEquals("3", Jdbc.value(session, move("s3://data/rows.csv", "t", "existing_schema")));
    String source =
        Jdbc.value(
            session,
            """
            SELECT r.report -> 'source' ->> 'path' || ' ' || (r.report -> 'source' ->> 'bytes')
              || ' ' || (r.report -> 'source' ->> 'identity' LIKE '"%%"')
            FROM datamove.move('s3://data/rows.csv', 't', 'existing_schema', true,
              options => '{"server": "store"}') AS r
            """
                .replace("%%", "%"));
    assertEquals("s3://data/rows.csv " + ROWS.length() + " true", source);
  }

  private static void sameAsFile(Stage stage) throws Exception {
    Connection session = session(stage);
    StringBuilder rows = new StringBuilder("id,name,amount\n");
    for (int i = 0; i < 50_000; i++) {
      rows.append(i).append(",\"name, ").append(i).append("\",").append(i * 0.25).append('\n');
    }
    store.put("data", "many.csv", rows.toString());
    Jdbc.value(session, move("s3://data/many.csv", "t", null));
    Jdbc.value(session, "SELECT datamove.move('" + stage.file(rows.toString()) + "', 'from_file')");
    assertEquals(
        "50000 0",
        Jdbc.value(
            session,
            "SELECT (SELECT count(*) FROM t) || ' ' || count(*) FROM"
                + " ((TABLE t EXCEPT TABLE from_file) UNION ALL (TABLE from_file EXCEPT TABLE t)) d"));
  }

  private static void compressed(Stage stage) throws Exception {
    Connection session = session(stage);
    assertEquals("3", Jdbc.value(session, move("s3://data/rows.csv.gz", "t", null)));
    assertEquals("(1,one) (2,\"two\nlines\") (3,)", rows(session, "t"));
  }

  private static void several(Stage stage) throws Exception {
    Connection session = session(stage);
    assertEquals("3", Jdbc.value(session, move("s3://data/in/*.csv", "t", null)));
    assertEquals("(1,a) (2,b) (3,c)", rows(session, "t"));
    assertEquals("1", Jdbc.value(session, move("s3://data/*/old/sale-?.csv", "old", null)));
    assertEquals(
        new Refusal(
            "58P01",
            "no file matches \"s3://data/none-*.csv\"",
            null,
            "\"*\" stands for characters of a key, not for \"/\". Keys that the caller may not read"
                + " do not match."),
        Refusal.of(session, move("s3://data/none-*.csv", "t", "existing_schema")));
  }

  private static void mistakes(Stage stage) throws Exception {
    Connection session = session(stage);
    Jdbc.execute(session, "CREATE TABLE t (id integer, name text)");
    assertEquals(
        new Refusal(
            "22P02",
            "invalid value for column \"id\"",
            "Line 2 of \"s3://data/mistakes.csv\" holds \"x\": invalid input syntax for type"
                + " integer: \"x\".",
            "Correct the file; nothing has been changed."),
        Refusal.of(session, move("s3://data/mistakes.csv", "t", "existing_schema")));
  }

  private static void wrongSources(Stage stage) throws Exception {
    Connection session = session(stage);
    assertEquals(
        new Refusal("58P01", "object \"s3://data/none.csv\" does not exist", null, null),
        Refusal.of(session, move("s3://data/none.csv", "t", null)));
    assertEquals(
        new Refusal("58P01", "bucket \"nowhere\" does not exist", null, null),
        Refusal.of(session, move("s3://nowhere/none.csv", "t", null)));
    assertEquals(
        new Refusal(
            "22023",
            "invalid source \"s3://data/in/\"",
            "It names no object.",
            "Write s3://bucket/key, or a pattern such as \"s3://data/in/*.csv\"."),
        Refusal.of(session, move("s3://data/in/", "t", null)));
    assertEquals(
        new Refusal(
            "22023",
            "invalid source \"s3://data/../x.csv\"",
            "\".\" and \"..\" are not allowed as parts of a key.",
            "Write s3://bucket/key."),
        Refusal.of(session, move("s3://data/../x.csv", "t", null)));
    assertEquals(
        new Refusal(
            "22023",
            "option \"server\" is for objects only",
            "The source is a file.",
            "Write s3://bucket/key to read an object."),
        Refusal.of(session, move(stage.file("id\n1\n"), "t", null)));
    Jdbc.execute(stage.witness, "ALTER SERVER store OPTIONS (SET endpoint 'http://127.0.0.1:1')");
    assertEquals(
        new Refusal(
            "08001",
            "could not connect to \"http://127.0.0.1:1\"",
            "The connection was refused, or timed out.",
            "Check the option \"endpoint\" of server \"store\"."),
        Refusal.of(session, move("s3://data/rows.csv", "t", null)));
    Jdbc.execute(
        stage.witness,
        "ALTER SERVER store OPTIONS (SET endpoint '%s');".formatted(store.endpoint())
            + " ALTER USER MAPPING FOR PUBLIC SERVER store OPTIONS (SET secret_access_key 'no')");
    assertEquals(
        new Refusal(
            "28000",
            "\"" + store.endpoint() + "\" does not accept the secret access key",
            null,
            "An administrator sets them with ALTER USER MAPPING ... SERVER \"store\"."),
        Refusal.of(session, move("s3://data/rows.csv", "t", null)));
  }

  private static void broken(Stage stage) throws Exception {
    Connection session = session(stage);
    proxy.script(
        request ->
            request.startsWith("GET") && !request.contains("ange: bytes=")
                ? new FaultProxy.Cut(10)
                : new FaultProxy.Pass());
    try {
      assertEquals("3", Jdbc.value(session, move("s3://data/rows.csv", "t", null)));
      assertTrue(
          proxy.requests().stream().anyMatch(request -> request.contains("bytes=10-")),
          () -> proxy.requests().toString());
    } finally {
      proxy.script(request -> new FaultProxy.Pass());
    }
    assertEquals("(1,one) (2,\"two\nlines\") (3,)", rows(session, "t"));
  }

  private static void replaced(Stage stage) throws Exception {
    Connection session = session(stage);
    store.put("data", "changing.csv", "id\n1\n");
    int[] gets = {0};
    proxy.script(
        request -> {
          if (request.startsWith("GET") && gets[0]++ == 0) {
            store.put("data", "changing.csv", "id\n2\n");
          }
          return new FaultProxy.Pass();
        });
    try {
      assertEquals(
          new Refusal(
              "UD005",
              "object \"s3://data/changing.csv\" was replaced while it was being read",
              "Its ETag differs from the one at the start of the move.",
              "Move the object once it is written completely."),
          Refusal.of(session, move("s3://data/changing.csv", "t", null)));
    } finally {
      proxy.script(request -> new FaultProxy.Pass());
    }
  }

  private static void cancel(Stage stage) throws Exception {
    Connection session = session(stage);
    String pid = Stage.pid(session);
    proxy.script(
        request ->
            request.startsWith("GET") ? new FaultProxy.Stall(5, 20_000) : new FaultProxy.Pass());
    try {
      Pending move = stage.start(session, move("s3://data/rows.csv", "t", null));
      Stage.await(
          "request",
          () -> proxy.requests().stream().anyMatch(request -> request.startsWith("GET")));
      assertEquals("t", stage.ask(pid, "SELECT pg_cancel_backend($pid)"));
      assertEquals(
          new Refusal("57014", "canceling statement due to user request", null, null),
          move.refusal());
    } finally {
      proxy.script(request -> new FaultProxy.Pass());
    }
    assertEquals("3", Jdbc.value(session, move("s3://data/rows.csv", "t", null)));
  }
}
