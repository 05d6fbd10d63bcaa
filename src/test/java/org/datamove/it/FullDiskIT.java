package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.util.List;
import org.datamove.testing.Engine;
import org.datamove.testing.Jdbc;
import org.datamove.testing.SmallDisk;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** File systems of a server that are full: of its chunks, of a tablespace. */
class FullDiskIT {
  private static FullServer full;
  private static int spaces;

  @BeforeAll
  static void start() throws Exception {
    full = new FullServer();
  }

  @AfterAll
  static void stop() {
    if (full != null) {
      full.close();
    }
  }

  /** Whatever it is that cannot be written: the request, an event, an answer, keys, a chunk. */
  @ParameterizedTest
  @MethodSource("org.datamove.it.FullServer#engines")
  void chunkDirectory(Engine engine) throws Exception {
    try (Connection session = full.connect(engine)) {
      String move = full.move("keyed", "{}");
      for (String size : List.of("4k", "16k", "24k", "64k", "5m")) {
        FullServer.oldRow(session, "keyed");
        assertTrue(full.chunks.resize(size), size);
        Refusal refusal = Refusal.of(session, move);
        assertEquals("53100", refusal.state(), () -> size + ": " + refusal);
        assertTrue(refusal.message().endsWith(": No space left on device"), refusal::message);
        full.assertOldRow(session, "keyed");
      }
      full.chunks.free();
      FullServer.assertMoved(session, move);
    }
  }

  @ParameterizedTest
  @MethodSource("org.datamove.it.FullServer#engines")
  void noChunkDirectory(Engine engine) throws Exception {
    String set =
        "INSERT INTO datamove.setting VALUES ('chunk_directory', '%s')"
            + " ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    try (Connection session = full.connect(engine)) {
      FullServer.oldRow(session, "target");
      Jdbc.execute(session, set.formatted(full.home + "/none"));
      assertEquals(
          new Refusal(
              "UD005",
              "could not write to chunk directory \"" + full.home + "/none\"",
              engine == Engine.PROGRAM ? "The server log has what the shell said." : null,
              "The database server's operating system user must be able to create directories"
                  + " there. An administrator sets it in table datamove.setting."),
          Refusal.of(session, full.move("target", "{}")));
      Jdbc.execute(session, set.formatted(full.server.scratchDirectory()));
      full.assertOldRow(session, "target");
    }
  }

  /** What a move does in a tablespace that is full, and with room again. */
  private interface Use {
    void of(Connection session, SmallDisk disk, String name) throws Exception;
  }

  private static void inTablespace(Engine engine, Use use) throws Exception {
    try (Connection session = full.connect(engine)) {
      String name = "space_" + ++spaces;
      SmallDisk disk = full.disk(full.home.resolve(name));
      Jdbc.execute(
          session, "CREATE TABLESPACE %1$s LOCATION '%2$s/%1$s'".formatted(name, full.home));
      FullServer.oldRow(session, "target");
      use.of(session, disk, name);
    }
  }

  private static void assertFull(Connection session, String move) throws Exception {
    Refusal refusal = Refusal.of(session, move);
    assertEquals("53100", refusal.state(), refusal::toString);
    full.assertOldRow(session, "target");
  }

  @ParameterizedTest
  @MethodSource("org.datamove.it.FullServer#engines")
  void tablespaceOfTheTable(Engine engine) throws Exception {
    String move = full.move("target", "{}");
    inTablespace(
        engine,
        (session, disk, name) -> {
          Jdbc.execute(session, "ALTER TABLE target SET TABLESPACE " + name);
          disk.leave(8_000_000);
          assertFull(session, move);
          disk.free();
          FullServer.assertMoved(session, move);
          Jdbc.execute(session, "ALTER TABLE target SET TABLESPACE pg_default");
        });
  }

  /** Indexes that are built again after the load. */
  @ParameterizedTest
  @MethodSource("org.datamove.it.FullServer#engines")
  void tablespaceOfAnIndex(Engine engine) throws Exception {
    String move = full.move("target", "{\"rebuild_indexes\": \"always\"}");
    inTablespace(
        engine,
        (session, disk, name) -> {
          Jdbc.execute(session, "CREATE INDEX kept ON target (note) TABLESPACE " + name);
          disk.leave(8_000_000);
          assertFull(session, move);
          Jdbc.execute(session, "SET enable_seqscan = off");
          assertEquals("0", Jdbc.value(session, "SELECT string_agg(id::text, ',') FROM target"));
          disk.free();
          FullServer.assertMoved(session, move);
          Jdbc.execute(session, "DROP INDEX kept");
        });
  }

  @ParameterizedTest
  @MethodSource("org.datamove.it.FullServer#engines")
  void tablespaceOfRejects(Engine engine) throws Exception {
    String move = full.moveOfBadRows("target");
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
              Integer.toString(FullServer.BAD_ROWS),
              Jdbc.value(session, "SELECT count(*) FROM datamove.rejected_row"));
          Jdbc.execute(session, "TRUNCATE datamove.rejected_row");
          Jdbc.execute(session, "ALTER TABLE datamove.rejected_row SET TABLESPACE pg_default");
        });
  }

  /** Where the chunks of a caller who may not read server files are copied first. */
  @ParameterizedTest
  @MethodSource("org.datamove.it.FullServer#engines")
  void tablespaceOfTheDatabase(Engine engine) throws Exception {
    String move = full.move("target", "{}");
    SmallDisk disk = full.disk(full.home.resolve("space_" + engine.word()));
    String relocate = "ALTER DATABASE %1$s SET TABLESPACE %2$s";
    try (Connection administrator = full.server.connect("postgres")) {
      Jdbc.execute(
          administrator,
          "CREATE TABLESPACE %1$s LOCATION '%2$s/space_%1$s'".formatted(engine.word(), full.home));
      Jdbc.execute(administrator, relocate.formatted(engine.word(), engine.word()));
      try (Connection session = full.connect(engine)) {
        FullServer.oldRow(session, "target");
        Jdbc.execute(session, "ALTER TABLE target SET TABLESPACE pg_default");
        Jdbc.execute(session, "SET SESSION AUTHORIZATION guest");
        disk.leave(1_000_000);
        assertFull(session, move);
        disk.free();
        FullServer.assertMoved(session, move);
        Jdbc.execute(session, "RESET SESSION AUTHORIZATION");
        Jdbc.execute(session, "ALTER TABLE target SET TABLESPACE " + engine.word());
      }
      Jdbc.execute(administrator, relocate.formatted(engine.word(), "pg_default"));
    }
  }
}
