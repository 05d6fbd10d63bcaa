package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.datamove.testing.Engine;
import org.datamove.testing.FaultProxy;
import org.datamove.testing.Jdbc;
import org.datamove.testing.S3Server;
import org.datamove.testing.Server;
import org.datamove.testing.Servers;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Credentials of an object store are seen nowhere: not in a log that tells everything, not in what
 * a caller is sent, not in what other sessions and the operating system show.
 */
class SecretsIT {
  private static final Secret WRONG = new Secret("a/wrong+secret/that=nobody/sees");
  private static final Secret TOKEN = new Secret("tOkEn/of+a/session=0123456789/sees+nobody");
  private static final List<Secret> SECRETS =
      List.of(new Secret(S3Server.SECRET_KEY), new Secret(S3Server.ACCESS_KEY), TOKEN, WRONG);

  /** After an error PL/pgSQL evaluates an expression in another way, in the same transaction. */
  private static final String AGAIN =
      """
      DO $$
      DECLARE
        errors integer := 0;
      BEGIN
        FOR i IN 1 .. 2 LOOP
          BEGIN
            PERFORM datamove.inspect('s3://data/rows.csv', '{"server": "none"}');
          EXCEPTION WHEN undefined_object THEN
            errors := errors + 1;
          END;
        END LOOP;
        RAISE INFO 'again: % errors, % column', errors,
          (SELECT count(*) FROM datamove.inspect('s3://data/rows.csv', '{"server": "store"}'));
      END $$
      """;

  @AutoClose private static final S3Server STORE = new S3Server();
  @AutoClose private static final FaultProxy PROXY = new FaultProxy(STORE.port());

  @BeforeAll
  static void fillStore() {
    STORE.put("data", "rows.csv", "id\n1\n2\n");
    STORE.put("data", "mistakes.csv", "id\nx\n");
  }

  @Test
  void pljava() throws Exception {
    Assumptions.assumeTrue(Servers.obstacleToLocal().isEmpty(), "no local server with PL/Java");
    try (Server server = Servers.startLocal()) {
      new Scenes(server, Engine.PLJAVA).check();
    }
  }

  @Test
  void program() throws Exception {
    Assumptions.assumeTrue(Servers.obstacleToLocal().isEmpty(), "no local server");
    try (Server server = Servers.startLocal()) {
      new Scenes(server, Engine.PROGRAM).check();
    }
  }

  @Test
  void programOnNewerServer() throws Exception {
    Assumptions.assumeTrue(Servers.obstacleToEmbedded().isEmpty(), "no embedded server");
    try (Server server = Servers.startEmbedded()) {
      new Scenes(server, Engine.PROGRAM).check();
    }
  }

  /** What is done on one server. */
  private static final class Scenes {
    private final WatchedServer server;

    Scenes(Server server, Engine engine) {
      this.server = new WatchedServer(server, engine);
    }

    void check() throws Exception {
      server.prepare(
          """
          CREATE ROLE guest;
          GRANT datamove_user, pg_execute_server_program TO guest;
          GRANT CREATE ON SCHEMA public TO guest;
          SELECT datamove.allow_source('s3://data', 'guest');
          CREATE SERVER store FOREIGN DATA WRAPPER datamove_s3 OPTIONS (endpoint '%s');
          GRANT USAGE ON FOREIGN SERVER store TO guest;
          """
              .formatted(PROXY.endpoint()));
      try (Connection administrator = server.connect();
          Connection guest = server.connect()) {
        server.unlogged(
            administrator,
            "CREATE USER MAPPING FOR PUBLIC SERVER store"
                + " OPTIONS (access_key_id '%s', secret_access_key '%s', session_token '%s')"
                    .formatted(S3Server.ACCESS_KEY, S3Server.SECRET_KEY, TOKEN.text()));
        Jdbc.execute(guest, "SET SESSION AUTHORIZATION guest");
        WatchedServer.listen(guest);
        moves(administrator, guest);
        errors(administrator, guest);
        whileItRuns(administrator, guest);
        String shown = server.shown(administrator);
        for (Secret secret : SECRETS) {
          secret.assertAbsent("what sessions were shown", shown);
          secret.assertAbsent("the log", server.log());
        }
        for (String event :
            List.of(
                "again: 2 errors, 1 column",
                "does not accept the secret access key",
                "could not connect to",
                "canceling statement")) {
          assertTrue(shown.contains(event), event);
        }
        Jdbc.value(administrator, "SELECT '" + S3Server.SECRET_KEY + "'");
        assertFalse(SECRETS.get(0).formsIn(server.log()).isEmpty(), "the log tells all");
      }
    }

    private static String move(String path, String more) {
      return "SELECT * FROM datamove.move('%s', 't', %s, options => '{\"server\": \"store\"}')"
          .formatted(path, more);
    }

    private void moves(Connection administrator, Connection guest) throws SQLException {
      server.run(
          guest,
          """
          CREATE TABLE peeked (name text, setting text);
          CREATE FUNCTION peek() RETURNS boolean LANGUAGE plpgsql AS $$
          BEGIN
            INSERT INTO peeked SELECT name, setting FROM pg_settings WHERE name LIKE '%.%';
            INSERT INTO peeked VALUES ('content', current_setting('datamove.content', true));
            RETURN true;
          END $$;
          CREATE TABLE t (id integer CHECK (peek()));
          """);
      server.run(
          guest, "SELECT * FROM datamove.inspect('s3://data/rows.csv', '{\"server\": \"store\"}')");
      server.run(
          guest, "SELECT * FROM datamove.inspect('s3://data/r*.csv', '{\"server\": \"store\"}')");
      server.run(guest, move("s3://data/rows.csv", "'existing_schema', true"));
      server.run(guest, move("s3://data/rows.csv", "'existing_schema'"));
      assertEquals("2", Jdbc.value(administrator, "SELECT count(*) FROM t"));
      assertEquals(
          "2 0",
          Jdbc.value(
              administrator,
              "SELECT count(*) || ' ' || count(nullif(setting, '')) FROM peeked"
                  + " WHERE name = 'content'"));
      server.run(guest, "TABLE peeked");
      server.run(guest, AGAIN);
    }

    private void errors(Connection administrator, Connection guest) throws SQLException {
      server.run(guest, move("s3://data/none.csv", "'existing_schema'"));
      server.run(guest, move("s3://data/mistakes.csv", "'existing_schema'"));
      server.run(guest, move("s3://nobodys/rows.csv", "'existing_schema'"));
      server.run(
          guest,
          "SELECT datamove.inspect('s3://data/rows.csv', '{\"server\": \"store\", \"x\": 1}')");
      server.run(
          guest,
          "SELECT datamove.inspect('s3://data/rows.csv', '{\"server\": \"store\", \"skip_lines\": 1e400}')");
      server.unlogged(
          administrator,
          "ALTER USER MAPPING FOR PUBLIC SERVER store OPTIONS (SET secret_access_key '%s')"
              .formatted(WRONG.text()));
      server.run(guest, move("s3://data/rows.csv", "'existing_schema'"));
      server.unlogged(
          administrator,
          "ALTER USER MAPPING FOR PUBLIC SERVER store OPTIONS (SET secret_access_key '%s')"
              .formatted(S3Server.SECRET_KEY));
      Jdbc.execute(administrator, "ALTER SERVER store OPTIONS (SET endpoint 'http://127.0.0.1:1')");
      server.run(guest, move("s3://data/rows.csv", "'existing_schema'"));
      Jdbc.execute(
          administrator,
          "ALTER SERVER store OPTIONS (SET endpoint '%s')".formatted(PROXY.endpoint()));
    }

    private void whileItRuns(Connection administrator, Connection guest) throws Exception {
      PROXY.script(
          request ->
              request.startsWith("GET") ? new FaultProxy.Stall(3, 60_000) : new FaultProxy.Pass());
      String pid = Jdbc.value(guest, "SELECT pg_backend_pid()");
      Pending move = new Pending(guest, move("s3://data/rows.csv", "'existing_schema'"));
      Stage.await("request", () -> PROXY.requests().stream().anyMatch(r -> r.startsWith("GET")));
      server.see(
          Jdbc.value(administrator, "SELECT string_agg(a::text, ' ') FROM pg_stat_activity a"));
      server.see(server.operatingSystem());
      Jdbc.execute(administrator, "SELECT pg_cancel_backend(" + pid + ")");
      Refusal refusal = move.refusal();
      assertEquals("57014", refusal.state());
      server.see(refusal.toString());
      PROXY.script(request -> new FaultProxy.Pass());
    }
  }
}
