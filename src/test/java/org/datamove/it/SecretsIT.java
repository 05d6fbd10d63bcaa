package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.List;
import org.datamove.testing.Engine;
import org.datamove.testing.FaultProxy;
import org.datamove.testing.Jdbc;
import org.datamove.testing.S3Server;
import org.datamove.testing.Server;
import org.datamove.testing.Servers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLWarning;

/**
 * Credentials of an object store are seen nowhere: not in a log that tells everything, not in what
 * a caller is sent, not in what other sessions and the operating system show.
 */
class SecretsIT {
  private static final Secret WRONG = new Secret("a/wrong+secret/that=nobody/sees");
  private static final Secret TOKEN = new Secret("tOkEn/of+a/session=0123456789/sees+nobody");
  private static final List<Secret> SECRETS =
      List.of(new Secret(S3Server.SECRET_KEY), new Secret(S3Server.ACCESS_KEY), TOKEN, WRONG);

  /** A log that tells all that it can, with the plans and parameters of nested statements. */
  private static final List<String> TALKATIVE =
      List.of(
          "log_min_messages = 'debug5'",
          "log_min_error_statement = 'debug5'",
          "log_error_verbosity = 'verbose'",
          "log_statement = 'all'",
          "log_min_duration_statement = 0",
          "log_parameter_max_length_on_error = -1");

  private static final List<String> MODULES =
      List.of(
          "pg_stat_statements.track = 'all'",
          "auto_explain.log_min_duration = 0",
          "auto_explain.log_nested_statements = on",
          "auto_explain.log_verbose = on");

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

  private static S3Server store;
  private static FaultProxy proxy;

  @BeforeAll
  static void startStore() throws IOException {
    store = new S3Server();
    proxy = new FaultProxy(store.port());
    store.put("data", "rows.csv", "id\n1\n2\n");
    store.put("data", "mistakes.csv", "id\nx\n");
  }

  @AfterAll
  static void stopStore() throws IOException {
    proxy.close();
    store.close();
  }

  @Test
  void pljava() throws Exception {
    Assumptions.assumeTrue(Servers.obstacleToLocal().isEmpty(), "no local server with PL/Java");
    try (Server server = Servers.startLocal()) {
      new Watched(server, Engine.PLJAVA).check();
    }
  }

  @Test
  void program() throws Exception {
    Assumptions.assumeTrue(Servers.obstacleToLocal().isEmpty(), "no local server");
    try (Server server = Servers.startLocal()) {
      new Watched(server, Engine.PROGRAM).check();
    }
  }

  @Test
  void programOnNewerServer() throws Exception {
    Assumptions.assumeTrue(Servers.obstacleToEmbedded().isEmpty(), "no embedded server");
    try (Server server = Servers.startEmbedded()) {
      new Watched(server, Engine.PROGRAM).check();
    }
  }

  /** A server whose log and views are searched. */
  private static final class Watched {
    private final Server server;
    private final Engine engine;
    private final StringBuilder seen = new StringBuilder();
    private boolean hasModules;

    Watched(Server server, Engine engine) {
      this.server = server;
      this.engine = engine;
    }

    void check() throws Exception {
      prepare();
      try (Connection administrator = server.connect("postgres");
          Connection guest = server.connect("postgres")) {
        Jdbc.execute(guest, "SET SESSION AUTHORIZATION guest");
        listen(guest);
        moves(administrator, guest);
        errors(administrator, guest);
        whileItRuns(administrator, guest);
        if (hasModules) {
          see(Jdbc.value(administrator, "SELECT string_agg(query, ' ') FROM pg_stat_statements"));
          assertTrue(seen.indexOf("engine_begin") > 0, "nested statements are watched");
        }
        for (Secret secret : SECRETS) {
          secret.assertAbsent("what sessions were shown", seen.toString());
          secret.assertAbsent("the log", server.log());
        }
        Jdbc.value(administrator, "SELECT '" + S3Server.SECRET_KEY + "'");
        assertFalse(SECRETS.get(0).formsIn(server.log()).isEmpty(), "the log tells all");
      }
    }

    private void prepare() throws SQLException {
      Servers.install(server, engine, "postgres");
      try (Connection administrator = server.connect("postgres")) {
        hasModules = Jdbc.hasExtension(administrator, "pg_stat_statements");
        if (hasModules) {
          set(
              administrator,
              List.of("shared_preload_libraries = 'auto_explain', 'pg_stat_statements'"));
        }
        if (engine == Engine.PROGRAM) {
          Jdbc.execute(
              administrator,
              "INSERT INTO datamove.setting VALUES ('chunk_directory', %s)"
                  .formatted(Jdbc.literal(server.scratchDirectory())));
        }
        Jdbc.execute(
            administrator,
            """
            CREATE ROLE guest;
            GRANT datamove_user, pg_execute_server_program TO guest;
            GRANT CREATE ON SCHEMA public TO guest;
            SELECT datamove.allow_source('s3://data', 'guest');
            CREATE SERVER store FOREIGN DATA WRAPPER datamove_s3 OPTIONS (endpoint '%s');
            GRANT USAGE ON FOREIGN SERVER store TO guest;
            """
                .formatted(proxy.endpoint()));
      }
      Servers.restart(server);
      try (Connection administrator = server.connect("postgres")) {
        set(administrator, TALKATIVE);
        if (hasModules) {
          set(administrator, MODULES);
          Jdbc.execute(administrator, "CREATE EXTENSION pg_stat_statements");
        }
        Jdbc.execute(administrator, "SELECT pg_reload_conf()");
        unlogged(
            administrator,
            "CREATE USER MAPPING FOR PUBLIC SERVER store"
                + " OPTIONS (access_key_id '%s', secret_access_key '%s', session_token '%s')"
                    .formatted(S3Server.ACCESS_KEY, S3Server.SECRET_KEY, TOKEN.text()));
      }
    }

    private static void set(Connection administrator, List<String> settings) throws SQLException {
      for (String setting : settings) {
        Jdbc.execute(administrator, "ALTER SYSTEM SET " + setting);
      }
    }

    /** As the manual says. */
    private void unlogged(Connection administrator, String statement) throws SQLException {
      Jdbc.execute(administrator, "BEGIN");
      Jdbc.execute(administrator, "SET LOCAL log_statement = 'none'");
      Jdbc.execute(administrator, "SET LOCAL log_min_duration_statement = -1");
      Jdbc.execute(administrator, "SET LOCAL log_min_error_statement = 'panic'");
      if (hasModules) {
        Jdbc.execute(administrator, "SET LOCAL pg_stat_statements.track_utility = off");
      }
      Jdbc.execute(administrator, statement);
      Jdbc.execute(administrator, "COMMIT");
    }

    /** What anybody can set in order to be told more. */
    private static void listen(Connection session) throws SQLException {
      Jdbc.execute(session, "SET client_min_messages = 'debug5'");
      for (String setting : List.of("parse", "rewritten", "plan")) {
        Jdbc.execute(session, "SET debug_print_" + setting + " = on");
      }
    }

    private void see(String text) {
      seen.append(text).append('\n');
    }

    /** Runs a statement and keeps everything that comes of it. */
    private void run(Connection session, String sql) throws SQLException {
      try (Statement statement = session.createStatement()) {
        try {
          if (statement.execute(sql)) {
            var rows = statement.getResultSet();
            while (rows.next()) {
              for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                see(rows.getString(i));
              }
            }
          }
        } catch (SQLException e) {
          see(String.valueOf(((PSQLException) e).getServerErrorMessage()));
        }
        for (SQLWarning w = statement.getWarnings(); w != null; w = w.getNextWarning()) {
          see(String.valueOf(((PSQLWarning) w).getServerErrorMessage()));
        }
      }
    }

    private static String move(String path, String more) {
      return "SELECT * FROM datamove.move('%s', 't', %s, options => '{\"server\": \"store\"}')"
          .formatted(path, more);
    }

    private void moves(Connection administrator, Connection guest) throws SQLException {
      run(
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
      run(guest, "SELECT * FROM datamove.inspect('s3://data/rows.csv', '{\"server\": \"store\"}')");
      run(guest, "SELECT * FROM datamove.inspect('s3://data/r*.csv', '{\"server\": \"store\"}')");
      run(guest, move("s3://data/rows.csv", "'existing_schema', true"));
      run(guest, move("s3://data/rows.csv", "'existing_schema'"));
      assertEquals("2", Jdbc.value(administrator, "SELECT count(*) FROM t"));
      assertEquals(
          "2 0",
          Jdbc.value(
              administrator,
              "SELECT count(*) || ' ' || count(nullif(setting, '')) FROM peeked"
                  + " WHERE name = 'content'"));
      run(guest, "TABLE peeked");
      run(guest, AGAIN);
      assertTrue(seen.indexOf("again: 2 errors, 1 column") > 0, "called again after an error");
    }

    private void errors(Connection administrator, Connection guest) throws SQLException {
      run(guest, move("s3://data/none.csv", "'existing_schema'"));
      run(guest, move("s3://data/mistakes.csv", "'existing_schema'"));
      run(guest, move("s3://nobodys/rows.csv", "'existing_schema'"));
      run(
          guest,
          "SELECT datamove.inspect('s3://data/rows.csv', '{\"server\": \"store\", \"x\": 1}')");
      run(
          guest,
          "SELECT datamove.inspect('s3://data/rows.csv', '{\"server\": \"store\", \"skip_lines\": 1e400}')");
      unlogged(
          administrator,
          "ALTER USER MAPPING FOR PUBLIC SERVER store OPTIONS (SET secret_access_key '%s')"
              .formatted(WRONG.text()));
      run(guest, move("s3://data/rows.csv", "'existing_schema'"));
      assertTrue(seen.indexOf("does not accept the secret access key") > 0, "bad key");
      unlogged(
          administrator,
          "ALTER USER MAPPING FOR PUBLIC SERVER store OPTIONS (SET secret_access_key '%s')"
              .formatted(S3Server.SECRET_KEY));
      Jdbc.execute(administrator, "ALTER SERVER store OPTIONS (SET endpoint 'http://127.0.0.1:1')");
      run(guest, move("s3://data/rows.csv", "'existing_schema'"));
      Jdbc.execute(
          administrator,
          "ALTER SERVER store OPTIONS (SET endpoint '%s')".formatted(proxy.endpoint()));
      assertTrue(seen.indexOf("could not connect to") > 0, "no connection");
    }

    private void whileItRuns(Connection administrator, Connection guest) throws Exception {
      proxy.script(
          request ->
              request.startsWith("GET") ? new FaultProxy.Stall(3, 60_000) : new FaultProxy.Pass());
      String pid = Jdbc.value(guest, "SELECT pg_backend_pid()");
      Pending move = new Pending(guest, move("s3://data/rows.csv", "'existing_schema'"));
      Stage.await("request", () -> proxy.requests().stream().anyMatch(r -> r.startsWith("GET")));
      see(Jdbc.value(administrator, "SELECT string_agg(a::text, ' ') FROM pg_stat_activity a"));
      see(operatingSystem());
      Jdbc.execute(administrator, "SELECT pg_cancel_backend(" + pid + ")");
      Refusal refusal = move.refusal();
      assertEquals("57014", refusal.state());
      see(refusal.toString());
      proxy.script(request -> new FaultProxy.Pass());
    }

    /** Command lines and environments of all processes, and what is in files meanwhile. */
    private String operatingSystem() throws IOException {
      StringBuilder all = new StringBuilder();
      ProcessHandle.allProcesses()
          .filter(process -> process.pid() != ProcessHandle.current().pid())
          .forEach(
              process -> {
                Path proc = Path.of("/proc", Long.toString(process.pid()));
                all.append(content(proc.resolve("cmdline")));
                all.append(content(proc.resolve("environ")));
              });
      int files = 0;
      for (String file : server.scratchFiles()) {
        all.append(content(Path.of(file)));
        files++;
      }
      assertTrue(engine == Engine.PLJAVA || files > 0, "the process has files");
      return all.toString();
    }

    private static String content(Path file) {
      try {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
      } catch (IOException e) {
        return ""; // gone
      }
    }
  }
}
