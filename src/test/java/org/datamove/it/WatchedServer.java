package org.datamove.it;

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
import org.datamove.testing.Jdbc;
import org.datamove.testing.Server;
import org.datamove.testing.Servers;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLWarning;

/** A server that tells all that it can, and what was seen of it. */
final class WatchedServer {
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

  private final Server server;
  private final Engine engine;
  private final StringBuilder seen = new StringBuilder();
  private boolean hasModules;

  WatchedServer(Server server, Engine engine) {
    this.server = server;
    this.engine = engine;
  }

  /** Installs datamove, lets an administrator prepare it, and makes the server talkative. */
  void prepare(String sql) throws SQLException {
    Servers.install(server, engine, "postgres");
    try (Connection administrator = connect()) {
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
      Jdbc.execute(administrator, sql);
    }
    Servers.restart(server);
    try (Connection administrator = connect()) {
      set(administrator, TALKATIVE);
      if (hasModules) {
        set(administrator, MODULES);
        Jdbc.execute(administrator, "CREATE EXTENSION pg_stat_statements");
      }
      Jdbc.execute(administrator, "SELECT pg_reload_conf()");
    }
  }

  /** A new session of the superuser. */
  Connection connect() {
    return server.connect("postgres");
  }

  /** What sessions were shown so far, with the statistics of statements. */
  String shown(Connection administrator) throws SQLException {
    if (hasModules) {
      see(Jdbc.value(administrator, "SELECT string_agg(query, ' ') FROM pg_stat_statements"));
      assertTrue(seen.indexOf("engine_begin") > 0, "nested statements are watched");
    }
    return seen.toString();
  }

  String log() {
    return server.log();
  }

  private static void set(Connection administrator, List<String> settings) throws SQLException {
    for (String setting : settings) {
      Jdbc.execute(administrator, "ALTER SYSTEM SET " + setting);
    }
  }

  /** As the manual says. */
  void unlogged(Connection administrator, String statement) throws SQLException {
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
  static void listen(Connection session) throws SQLException {
    Jdbc.execute(session, "SET client_min_messages = 'debug5'");
    for (String setting : List.of("parse", "rewritten", "plan")) {
      Jdbc.execute(session, "SET debug_print_" + setting + " = on");
    }
  }

  void see(String text) {
    seen.append(text).append('\n');
  }

  /** Runs a statement and keeps everything that comes of it. */
  void run(Connection session, String sql) throws SQLException {
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

  /** Command lines and environments of all processes, and what is in files meanwhile. */
  String operatingSystem() throws IOException {
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
