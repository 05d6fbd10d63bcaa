package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.datamove.testing.Engine;
import org.datamove.testing.Installations;
import org.datamove.testing.Jdbc;
import org.datamove.testing.Server;
import org.datamove.testing.Servers;
import org.datamove.testing.SmallDisk;
import org.junit.jupiter.api.Assumptions;

/** A server whose file systems may become full, with a database for each engine. */
final class FullServer implements AutoCloseable {
  static final int ROWS = 100_000;
  static final int BAD_ROWS = 2_000;

  private static final String MOVE =
      "SELECT rows_processed FROM datamove.move('%s', '%s', 'existing_schema', options => '%s')";

  private static final String COPY =
      """
      COPY (SELECT %s AS id, (SELECT string_agg(md5(i || '-' || j), '') FROM generate_series(1, %d) j) AS note
            FROM generate_series(1, %d) i) TO '%s' (FORMAT csv, HEADER)
      """;

  final Server server;
  final Path home;
  final SmallDisk chunks;
  private final List<SmallDisk> disks = new ArrayList<>();
  private final String file;

  FullServer() throws Exception {
    Optional<String> obstacle = SmallDisk.obstacle();
    if (obstacle.isPresent()) {
      Installations.skipped("full file systems: " + obstacle.get());
      Assumptions.abort(obstacle.get());
    }
    server = Servers.obstacleToLocal().isEmpty() ? Servers.startLocal() : Servers.startEmbedded();
    home = Path.of(server.scratchDirectory()).getParent();
    chunks = disk(Path.of(server.scratchDirectory()));
    try (Connection administrator = server.connect("postgres")) {
      file = Jdbc.value(administrator, "SELECT current_setting('data_directory')") + "/in.csv";
      Jdbc.execute(administrator, COPY.formatted("i", 8, ROWS, file));
      Jdbc.execute(administrator, COPY.formatted("'x' || i", 250, BAD_ROWS, file + ".bad"));
      Jdbc.execute(administrator, "CREATE ROLE guest");
      Jdbc.execute(administrator, "ALTER SYSTEM SET min_wal_size = '32MB'");
      Jdbc.execute(administrator, "ALTER SYSTEM SET max_wal_size = '256MB'");
      Jdbc.value(administrator, "SELECT pg_reload_conf()");
      for (Engine engine : engines().toList()) {
        Jdbc.execute(administrator, "CREATE DATABASE " + engine.word());
        Servers.install(server, engine, engine.word());
        try (Connection session = connect(engine)) {
          prepare(session, engine);
        }
      }
    }
  }

  private void prepare(Connection session, Engine engine) throws SQLException {
    if (engine == Engine.PROGRAM) {
      Jdbc.execute(
          session,
          "INSERT INTO datamove.setting VALUES ('chunk_directory', '"
              + server.scratchDirectory()
              + "'); GRANT pg_execute_server_program TO guest");
    }
    Jdbc.execute(
        session,
        """
        GRANT datamove_user TO guest;
        SELECT datamove.allow_source('%s', 'guest');
        CREATE TABLE target (id integer, note text);
        CREATE TABLE keyed (id integer, note text PRIMARY KEY);
        GRANT ALL ON target, keyed TO guest;
        ALTER TABLE target OWNER TO guest
        """
            .formatted(file));
  }

  static Stream<Engine> engines() {
    return Servers.obstacleToLocal().isEmpty()
        ? Stream.of(Engine.PLJAVA, Engine.PROGRAM)
        : Stream.of(Engine.PROGRAM);
  }

  /** Where the server keeps its data. */
  Path data() {
    return Path.of(file).getParent();
  }

  SmallDisk disk(Path directory) {
    SmallDisk disk = SmallDisk.at(directory);
    disks.add(disk);
    return disk;
  }

  Connection connect(Engine engine) {
    return server.connect(engine.word());
  }

  /** A move of {@link #ROWS} rows. */
  String move(String table, String options) {
    return MOVE.formatted(file, table, options);
  }

  /** A move of {@link #BAD_ROWS} rows that are all rejected. */
  String moveOfBadRows(String table) {
    String options = "{\"on_error\": \"reject\", \"reject_limit\": 1000000, \"allow_empty\": true}";
    return MOVE.formatted(file + ".bad", table, options);
  }

  static void oldRow(Connection session, String table) throws SQLException {
    Jdbc.execute(session, "TRUNCATE %1$s; INSERT INTO %1$s VALUES (0, 'old')".formatted(table));
  }

  void assertOldRow(Connection session, String table) throws Exception {
    assertEquals("old", Jdbc.value(session, "SELECT string_agg(note, ',') FROM " + table));
    assertEquals(List.of(), server.scratchFiles());
  }

  static void assertMoved(Connection session, String move) throws SQLException {
    assertEquals(Integer.toString(ROWS), Jdbc.value(session, move));
  }

  @Override
  public void close() {
    disks.forEach(SmallDisk::close);
    server.close();
  }
}
