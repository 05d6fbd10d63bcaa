package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.datamove.testing.Engine;
import org.datamove.testing.Jdbc;
import org.datamove.testing.Servers;
import org.datamove.testing.SmallDisk;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The file system of a server's WAL, full. */
class FullWalIT {
  private static FullServer full;

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

  /** PostgreSQL itself ends all sessions then, and recovers once there is room. */
  @ParameterizedTest
  @MethodSource("org.datamove.it.FullServer#engines")
  void wal(Engine engine) throws Exception {
    Servers.stop(full.server, "fast");
    Path wal = full.data().resolve("pg_wal");
    SmallDisk disk = full.disk(full.home.resolve("wal_" + engine.word()));
    disk.copyOf(wal.toRealPath());
    Files.move(wal, full.home.resolve("wal_before_" + engine.word()));
    Files.createSymbolicLink(wal, full.home.resolve("wal_" + engine.word()));
    Servers.start(full.server);
    Connection session = full.connect(engine);
    FullServer.oldRow(session, "target");
    Jdbc.value(session, "SELECT datamove.version()");
    useAllSegments(session);
    disk.leave(4_000_000);
    int crashes = crashes();
    Refusal refusal;
    try {
      refusal = Refusal.of(session, full.move("target", "{}"));
    } finally {
      disk.free();
    }
    // What the session's last words are depends on who panics first, and on what it does then.
    Set<String> lastWords = Set.of("53100", "57P02", "08006", "XX000");
    assertTrue(lastWords.contains(refusal.state()), refusal::toString);
    assertTrue(
        full.server.log().contains("PANIC:  could not write to file \"pg_wal/"), full.server.log());
    Stage.await("the end of all sessions", () -> crashes() > crashes);
    Path running = full.data().resolve("postmaster.pid");
    Stage.await("recovery, or the server's end", () -> isUp(engine) || !Files.exists(running));
    if (!Files.exists(running)) {
      Servers.start(full.server);
    }
    try (Connection after = full.connect(engine)) {
      assertEquals("old", Jdbc.value(after, "SELECT string_agg(note, ',') FROM target"));
      FullServer.assertMoved(after, full.move("target", "{}"));
      assertEquals(List.of(), full.server.scratchFiles());
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

  private static int crashes() {
    return full.server.log().split("all server processes terminated", -1).length;
  }

  private static boolean isUp(Engine engine) {
    try (Connection session = full.connect(engine)) {
      return "1".equals(Jdbc.value(session, "SELECT 1"));
    } catch (SQLException | RuntimeException e) {
      return false;
    }
  }
}
