package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.datamove.testing.Engine;
import org.datamove.testing.Installations;
import org.datamove.testing.Jdbc;
import org.datamove.testing.Server;
import org.datamove.testing.Servers;
import org.datamove.testing.SmallDisk;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** File systems of a server that are full: of its chunks, of a tablespace, of its WAL. */
class FullDiskIT {
  private static final int ROWS = 100_000;
  private static final int BAD_ROWS = 2_000;

  private static final String MOVE =
      "SELECT rows_processed FROM datamove.move('%s', '%s', 'existing_schema', options => '%s')";

  private static final String COPY =
      """
      COPY (SELECT %s AS id, (SELECT string_agg(md5(i || '-' || j), '') FROM generate_series(1, %d) j) AS note
            FROM generate_series(1, %d) i) TO '%s' (FORMAT csv, HEADER)
      """;

  private static final String REJECT = "{\"on_error\": \"reject\", \"max_errors\": 1000000}";

  private static Server server;
  private static Path home;
  private static String file;
  private static String bad;
  private static final List<SmallDisk> DISKS = new ArrayList<>();
  private static SmallDisk chunks;

  @BeforeAll
  static void start() throws Exception {
    Optional<String> obstacle = SmallDisk.obstacle();
    if (obstacle.isPresent()) {
      Installations.leftOut("full file systems: " + obstacle.get());
      Assumptions.abort(obstacle.get());
    }
    server = Servers.obstacleToLocal().isEmpty() ? Servers.startLocal() : Servers.startEmbedded();
    home = Path.of(server.scratchDirectory()).getParent();
    chunks = disk(Path.of(server.scratchDirectory()));
    try (Connection administrator = server.connect("postgres")) {
      file = Jdbc.value(administrator, "SELECT current_setting('data_directory')") + "/in.csv";
      bad = file + ".bad";
      Jdbc.execute(administrator, COPY.formatted("i", 8, ROWS, file));
      Jdbc.execute(administrator, COPY.formatted("'x' || i", 250, BAD_ROWS, bad));
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

  private static void prepare(Connection session, Engine engine) throws SQLException {
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

  @AfterAll
  static void stop() {
    DISKS.forEach(SmallDisk::close);
    if (server != null) {
      server.close();
    }
  }

  static Stream<Engine> engines() {
    return Servers.obstacleToLocal().isEmpty()
        ? Stream.of(Engine.PLJAVA, Engine.PROGRAM)
        : Stream.of(Engine.PROGRAM);
  }

  private static SmallDisk disk(Path directory) {
    SmallDisk disk = SmallDisk.at(directory);
    DISKS.add(disk);
    return disk;
  }

  private static Connection connect(Engine engine) {
    return server.connect(engine.word());
  }

  private static void oldRow(Connection session, String table) throws SQLException {
    Jdbc.execute(session, "TRUNCATE %1$s; INSERT INTO %1$s VALUES (0, 'old')".formatted(table));
  }

  private static void assertOldRow(Connection session, String table) throws Exception {
    assertEquals("old", Jdbc.value(session, "SELECT string_agg(note, ',') FROM " + table));
    assertEquals(List.of(), server.scratchFiles());
  }

  private static void assertMoved(Connection session, String move) throws SQLException {
    assertEquals(Integer.toString(ROWS), Jdbc.value(session, move));
  }

  /** Whatever it is that cannot be written: the request, an event, an answer, keys, a chunk. */
  @ParameterizedTest
  @MethodSource("engines")
  void chunkDirectory(Engine engine) throws Exception {
    try (Connection session = connect(engine)) {
      String move = MOVE.formatted(file, "keyed", "{}");
      for (String size : List.of("4k", "16k", "24k", "64k", "5m")) {
        oldRow(session, "keyed");
        assertTrue(chunks.resize(size), size);
        Refusal refusal = Refusal.of(session, move);
        assertEquals("53100", refusal.state(), () -> size + ": " + refusal);
        assertTrue(refusal.message().endsWith(": No space left on device"), refusal::message);
        assertOldRow(session, "keyed");
      }
      chunks.free();
      assertMoved(session, move);
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void noChunkDirectory(Engine engine) throws Exception {
    String set =
        "INSERT INTO datamove.setting VALUES ('chunk_directory', '%s')"
            + " ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    try (Connection session = connect(engine)) {
      oldRow(session, "target");
      Jdbc.execute(session, set.formatted(home + "/none"));
      assertEquals(
          new Refusal(
              "UD005",
              "could not write to chunk directory \"" + home + "/none\"",
              engine == Engine.PROGRAM ? "The server log has what the shell said." : null,
              "The database server's operating system user must be able to create directories"
                  + " there. An administrator sets it in table datamove.setting."),
          Refusal.of(session, MOVE.formatted(file, "target", "{}")));
      Jdbc.execute(session, set.formatted(server.scratchDirectory()));
      assertOldRow(session, "target");
    }
  }

  /** What a move does in a tablespace that is full, and with room again. */
  private interface Use {
    void of(Connection session, SmallDisk disk, String name) throws Exception;
  }

  private static void inTablespace(Engine engine, Use use) throws Exception {
    try (Connection session = connect(engine)) {
      String name = "space_" + DISKS.size();
      SmallDisk disk = disk(home.resolve(name));
      Jdbc.execute(session, "CREATE TABLESPACE %1$s LOCATION '%2$s/%1$s'".formatted(name, home));
      oldRow(session, "target");
      use.of(session, disk, name);
    }
  }

  private static void assertFull(Connection session, String move) throws Exception {
    Refusal refusal = Refusal.of(session, move);
    assertEquals("53100", refusal.state(), refusal::toString);
    assertOldRow(session, "target");
  }

  @ParameterizedTest
  @MethodSource("engines")
  void tablespaceOfTheTable(Engine engine) throws Exception {
    String move = MOVE.formatted(file, "target", "{}");
    inTablespace(
        engine,
        (session, disk, name) -> {
          Jdbc.execute(session, "ALTER TABLE target SET TABLESPACE " + name);
          disk.leave(8_000_000);
          assertFull(session, move);
          disk.free();
          assertMoved(session, move);
          Jdbc.execute(session, "ALTER TABLE target SET TABLESPACE pg_default");
        });
  }

  /** Indexes that are built again after the load. */
  @ParameterizedTest
  @MethodSource("engines")
  void tablespaceOfAnIndex(Engine engine) throws Exception {
    String move = MOVE.formatted(file, "target", "{\"rebuild_indexes\": \"always\"}");
    inTablespace(
        engine,
        (session, disk, name) -> {
          Jdbc.execute(session, "CREATE INDEX kept ON target (note) TABLESPACE " + name);
          disk.leave(8_000_000);
          assertFull(session, move);
          Jdbc.execute(session, "SET enable_seqscan = off");
          assertEquals("0", Jdbc.value(session, "SELECT string_agg(id::text, ',') FROM target"));
          disk.free();
          assertMoved(session, move);
          Jdbc.execute(session, "DROP INDEX kept");
        });
  }

  @ParameterizedTest
  @MethodSource("engines")
  void tablespaceOfRejects(Engine engine) throws Exception {
    String move = MOVE.formatted(bad, "target", REJECT.replace("}", ", \"allow_empty\": true}"));
    inTablespace(
        engine,
        (session, disk, name) -> {
          Jdbc.execute(session, "ALTER TABLE datamove.rejected_row SET TABLESPACE " + name);
          disk.leave(4_000_000);
          assertFull(session, move);
          assertEquals("0", Jdbc.value(session, "SELECT count(*) FROM datamove.rejected_row"));
          disk.free();
          assertEquals("0", Jdbc.value(session, move));
          assertEquals(
              Integer.toString(BAD_ROWS),
              Jdbc.value(session, "SELECT count(*) FROM datamove.rejected_row"));
          Jdbc.execute(session, "TRUNCATE datamove.rejected_row");
          Jdbc.execute(session, "ALTER TABLE datamove.rejected_row SET TABLESPACE pg_default");
        });
  }

  /** Where the chunks of a caller who may not read server files are copied first. */
  @ParameterizedTest
  @MethodSource("engines")
  void tablespaceOfTheDatabase(Engine engine) throws Exception {
    String move = MOVE.formatted(file, "target", "{}");
    SmallDisk disk = disk(home.resolve("space_" + engine.word()));
    String relocate = "ALTER DATABASE %1$s SET TABLESPACE %2$s";
    try (Connection administrator = server.connect("postgres")) {
      Jdbc.execute(
          administrator,
          "CREATE TABLESPACE %1$s LOCATION '%2$s/space_%1$s'".formatted(engine.word(), home));
      Jdbc.execute(administrator, relocate.formatted(engine.word(), engine.word()));
      try (Connection session = connect(engine)) {
        oldRow(session, "target");
        Jdbc.execute(session, "ALTER TABLE target SET TABLESPACE pg_default");
        Jdbc.execute(session, "SET SESSION AUTHORIZATION guest");
        disk.leave(1_000_000);
        assertFull(session, move);
        disk.free();
        assertMoved(session, move);
        Jdbc.execute(session, "RESET SESSION AUTHORIZATION");
        Jdbc.execute(session, "ALTER TABLE target SET TABLESPACE " + engine.word());
      }
      Jdbc.execute(administrator, relocate.formatted(engine.word(), "pg_default"));
    }
  }

  /** PostgreSQL itself ends all sessions then, and recovers once there is room. */
  @ParameterizedTest
  @MethodSource("engines")
  void wal(Engine engine) throws Exception {
    Servers.stop(server, "fast");
    Path wal = Path.of(file).resolveSibling("pg_wal");
    SmallDisk disk = disk(home.resolve("wal_" + engine.word()));
    disk.copyOf(wal.toRealPath());
    Files.move(wal, home.resolve("wal_before_" + engine.word()));
    Files.createSymbolicLink(wal, home.resolve("wal_" + engine.word()));
    Servers.start(server);
    Connection session = connect(engine);
    oldRow(session, "target");
    Jdbc.value(session, "SELECT datamove.version()");
    useAllSegments(session);
    disk.leave(4_000_000);
    Refusal refusal;
    try {
      refusal = Refusal.of(session, MOVE.formatted(file, "target", "{}"));
    } finally {
      disk.free();
    }
    assertTrue(Set.of("53100", "57P02", "08006").contains(refusal.state()), refusal::toString);
    assertTrue(server.log().contains("PANIC:  could not write to file \"pg_wal/"), server.log());
    Stage.await(
        "recovery, or the server's end",
        () -> isUp(engine) || !Files.exists(wal.resolveSibling("postmaster.pid")));
    if (!isUp(engine)) {
      Servers.start(server);
    }
    try (Connection after = connect(engine)) {
      assertEquals("old", Jdbc.value(after, "SELECT string_agg(note, ',') FROM target"));
      assertMoved(after, MOVE.formatted(file, "target", "{}"));
      assertEquals(List.of(), server.scratchFiles());
    }
  }

  /** Those of the future too, which have their room already. */
  private static void useAllSegments(Connection session) throws SQLException {
    String future =
        "SELECT count(*) FROM pg_ls_waldir() WHERE name > pg_walfile_name(pg_current_wal_lsn())"
            + " AND name ~ '^[0-9A-F]{24}$'";
    while (!"0".equals(Jdbc.value(session, future))) {
      Jdbc.execute(session, "CREATE TABLE written (); DROP TABLE written");
      Jdbc.value(session, "SELECT pg_switch_wal()");
    }
  }

  private static boolean isUp(Engine engine) {
    try (Connection session = connect(engine)) {
      return "1".equals(Jdbc.value(session, "SELECT 1"));
    } catch (SQLException | RuntimeException e) {
      return false;
    }
  }
}
