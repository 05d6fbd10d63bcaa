package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.datamove.testing.Jdbc;
import org.datamove.testing.S3Server;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/** The server objects and user mappings through which objects are reached. */
class S3ServersIT {
  @AutoClose private static final S3Server STORE = new S3Server();

  @BeforeAll
  static void fillStore() {
    STORE.put("data", "in/sale-2.csv", "id,name\n3,c\n");
    STORE.put("data", "in/sale-1.csv", "id,name\n1,a\n2,b\n");
  }

  @TestFactory
  Stream<DynamicContainer> servers() {
    return Stage.each(
        List.of(
            new Stage.Named("a mapping for PUBLIC", S3ServersIT::publicMapping),
            new Stage.Named("an encrypted connection", S3ServersIT::encrypted),
            new Stage.Named("servers and mappings", S3ServersIT::servers),
            new Stage.Named("options of servers and mappings", S3ServersIT::options)));
  }

  /** An ordinary role, who can see no credentials. */
  private static void publicMapping(Stage stage) throws Exception {
    Jdbc.execute(
        stage.witness, S3IT.server("store", STORE.endpoint()) + S3IT.mapping("PUBLIC", "store"));
    Jdbc.execute(
        stage.witness,
        "GRANT CREATE ON SCHEMA public TO guest; GRANT USAGE ON FOREIGN SERVER store TO guest;"
            + " SELECT datamove.allow_source('s3://data/in', 'guest')");
    Connection guest = stage.plainSession();
    Jdbc.execute(guest, "SET SESSION AUTHORIZATION guest");
    assertEquals("3", Jdbc.value(guest, S3IT.move("s3://data/in/*.csv", "t", null)));
    assertEquals(
        "null",
        Jdbc.value(guest, "SELECT coalesce(umoptions::text, 'null') FROM pg_user_mappings"));
  }

  private static void encrypted(Stage stage) throws Exception {
    Path keys = Files.createTempDirectory("datamove-keys").resolve("keys.p12");
    S3Server.makeKeyStore(keys);
    try (S3Server secure = new S3Server(keys)) {
      secure.put("data", "a.csv", "id\n1\n");
      Jdbc.execute(
          stage.witness, S3IT.server("store", secure.endpoint()) + S3IT.mapping("PUBLIC", "store"));
      String move = S3IT.move("s3://data/a.csv", "t", null);
      Connection session = stage.plainSession();
      assertEquals(
          new Refusal(
              "08001",
              "could not connect to \"" + secure.endpoint() + "\"",
              "The encrypted connection could not be made.",
              "Check the option \"endpoint\" of server \"store\"."),
          Refusal.of(session, move));
      Jdbc.execute(stage.witness, trusting(stage, stage.publish(keys)));
      assertEquals("1", Jdbc.value(stage.plainSession(), move));
    } finally {
      Files.delete(keys);
      Files.delete(keys.getParent());
    }
  }

  /** Makes the sessions and moves from now on trust a certificate. */
  private static String trusting(Stage stage, String keys) throws SQLException {
    String options =
        " -Djavax.net.ssl.trustStore=%s -Djavax.net.ssl.trustStorePassword=%s"
            .formatted(keys, S3Server.STORE_PASSWORD);
    if (stage.isProgram()) {
      return "INSERT INTO datamove.setting VALUES ('java_options', '-XX:+UseSerialGC -Xmx256m%s')"
          .formatted(options);
    }
    String now = Jdbc.value(stage.witness, "SHOW pljava.vmoptions");
    return "ALTER DATABASE %s SET pljava.vmoptions = '%s%s'"
        .formatted(Jdbc.value(stage.witness, "SELECT current_database()"), now, options);
  }

  private static void servers(Stage stage) throws Exception {
    Jdbc.execute(
        stage.witness,
        S3IT.server("store", STORE.endpoint())
            + "CREATE FOREIGN DATA WRAPPER other; CREATE SERVER elsewhere FOREIGN DATA WRAPPER"
            + " other");
    Connection session = stage.plainSession();
    String move = S3IT.move("s3://data/rows.csv", "t", null);
    assertEquals(
        new Refusal(
            "42704",
            "user mapping not found for \"postgres\"",
            "Server \"store\" has an endpoint of its own, so it needs credentials of its own.",
            "CREATE USER MAPPING FOR postgres SERVER store OPTIONS (access_key_id ...,"
                + " secret_access_key ...) gives them."),
        Refusal.of(session, move));
    assertEquals(
        new Refusal(
            "42809",
            "server \"elsewhere\" is not one of foreign data wrapper \"datamove_s3\"",
            "Its foreign data wrapper is \"other\".",
            null),
        Refusal.of(session, move.replace("store", "elsewhere")));
    assertEquals(
        new Refusal(
            "42704",
            "server \"nowhere\" does not exist",
            null,
            "CREATE SERVER ... FOREIGN DATA WRAPPER datamove_s3 makes one."),
        Refusal.of(session, move.replace("store", "nowhere")));
  }

  private static void options(Stage stage) throws Exception {
    Connection session = stage.plainSession();
    String server = "CREATE SERVER s FOREIGN DATA WRAPPER datamove_s3 OPTIONS (%s)";
    String servers = "Valid options in this context are: endpoint, region, path_style";
    assertEquals(
        new Refusal("HV00D", "invalid option \"host\"", null, servers),
        Refusal.of(session, server.formatted("host 'x'")));
    assertEquals(
        new Refusal(
            "HV00D",
            "invalid option \"secret_access_key\"",
            null,
            "Credentials are options of a user mapping."),
        Refusal.of(session, server.formatted("secret_access_key 'x'")));
    assertEquals(
        new Refusal(
            "HV024",
            "invalid value for option \"endpoint\": \"http://user@host/\"",
            null,
            "Write a URL such as https://minio.example.org:9000, with nothing behind the host and"
                + " port."),
        Refusal.of(session, server.formatted("endpoint 'http://user@host/'")));
    assertEquals(
        new Refusal("HV024", "path_style requires a Boolean value", null, null),
        Refusal.of(session, server.formatted("path_style 'maybe'")));
    Jdbc.execute(session, server.formatted("region 'eu-west-1', path_style 'off'"));
    String mapping = "CREATE USER MAPPING FOR PUBLIC SERVER s OPTIONS (%s)";
    assertEquals(
        new Refusal(
            "HV00D", "options \"access_key_id\" and \"secret_access_key\" go together", null, null),
        Refusal.of(session, mapping.formatted("access_key_id 'x'")));
    assertEquals(
        new Refusal(
            "HV024",
            "invalid value for option \"secret_access_key\"",
            null,
            "It takes printable ASCII characters without blanks."),
        Refusal.of(session, mapping.formatted("access_key_id 'x', secret_access_key 'a b'")));
    assertEquals(
        new Refusal(
            "HV00D",
            "invalid option \"endpoint\"",
            null,
            "Valid options in this context are: access_key_id, secret_access_key, session_token"),
        Refusal.of(session, mapping.formatted("endpoint 'http://x'")));
  }
}
