package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.datamove.testing.Dumps;
import org.datamove.testing.Engine;
import org.datamove.testing.Installation;
import org.datamove.testing.Installations;
import org.datamove.testing.Jdbc;
import org.datamove.testing.Project;
import org.datamove.testing.S3Server;
import org.datamove.testing.Server;
import org.datamove.testing.Servers;
import org.datamove.testing.TestDatabase;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A database with datamove that pg_dump has written, restored into a new one. */
class DumpIT {
  /** All that was installed and set, with who may do what. */
  private static final List<String> STATE =
      List.of(
          "SELECT 'function ' || p.oid::regprocedure || coalesce(' ' || p.proacl::text, '')"
              + " FROM pg_proc p WHERE p.pronamespace = 'datamove'::regnamespace",
          "SELECT 'relation ' || c.relname || coalesce(' ' || c.relacl::text, '')"
              + " FROM pg_class c WHERE c.relnamespace = 'datamove'::regnamespace",
          "SELECT 'schema ' || n.nspacl::text FROM pg_namespace n WHERE n.nspname = 'datamove'",
          "SELECT 'wrapper ' || w.fdwname || ' ' || w.fdwvalidator::regprocedure"
              + " FROM pg_foreign_data_wrapper w",
          "SELECT 'server ' || s.srvname || ' ' || s.srvoptions::text || ' ' || s.srvacl::text"
              + " FROM pg_foreign_server s",
          "SELECT 'mapping ' || m.usename || ' ' || m.umoptions::text FROM pg_user_mappings m",
          "SELECT 'setting ' || s::text FROM datamove.setting s",
          "SELECT 'grant ' || g::text FROM datamove.source_grant g",
          "SELECT 'rejected ' || r::text FROM datamove.rejected_row r",
          "SELECT 'with rejects ' || m::text FROM datamove.rejected_move m");

  @AutoClose private static final S3Server STORE = new S3Server();

  @TempDir Path files;

  @BeforeAll
  static void fillStore() {
    STORE.put("data", "in/a.csv", "id\n1\n2\n");
  }

  @TestFactory
  Stream<DynamicTest> dumps() {
    for (Installation installation : Installations.every()) {
      if (!Dumps.arePossible(installation.server())) {
        Installations.skipped("dumps: " + installation + " has no pg_dump and pg_restore");
      }
    }
    return Installations.every().stream()
        .filter(installation -> Dumps.arePossible(installation.server()))
        .flatMap(
            installation ->
                Arrays.stream(Dumps.Format.values())
                    .map(
                        format ->
                            DynamicTest.dynamicTest(
                                installation + ", " + format, () -> check(installation, format))));
  }

  private void check(Installation installation, Dumps.Format format) throws Exception {
    Server server = installation.server();
    try (TestDatabase database = installation.newDatabase()) {
      Restored restored = restore(server, database.name(), server, format);
      try {
        check(restored, installation.engine());
      } finally {
        try (Connection session = server.connect("postgres")) {
          Jdbc.execute(session, "DROP DATABASE " + restored.database() + " WITH (FORCE)");
        }
      }
    }
  }

  @Test
  void anotherCluster() throws Exception {
    Installation installation =
        Installations.every().stream()
            .filter(one -> one.engine() == Engine.PLJAVA && Dumps.arePossible(one.server()))
            .findFirst()
            .orElse(null);
    Assumptions.assumeTrue(installation != null, "no local server with PL/Java");
    try (TestDatabase database = installation.newDatabase();
        Server other = Servers.startLocal()) {
      try (Connection session = other.connect("postgres")) {
        // The roles' numbers are others than those of the first cluster.
        Jdbc.execute(session, "CREATE ROLE guest; CREATE ROLE first; CREATE ROLE datamove_user");
        Jdbc.execute(session, "GRANT datamove_user TO guest");
      }
      Restored restored =
          restore(installation.server(), database.name(), other, Dumps.Format.CUSTOM);
      check(restored, Engine.PLJAVA);
    }
  }

  /**
   * A database that was restored.
   *
   * @param file what everybody may read with datamove
   * @param state what was installed and set in the dumped one
   */
  private record Restored(Server server, String database, String file, String state) {}

  private Restored restore(Server server, String database, Server target, Dumps.Format format)
      throws SQLException, IOException {
    String name = database + "_restored";
    String file = publish(server, name + ".csv");
    String state;
    try (Connection session = server.connect(database)) {
      use(session, file, server.scratchDirectory());
      state = state(session);
    }
    assertTrue(state.contains("\nmapping guest ") && state.contains("\nrejected "), state);
    Dumps.copy(server, database, target, name, format);
    return new Restored(target, name, file, state);
  }

  private String publish(Server server, String name) throws IOException {
    Path file = files.resolve(name);
    Files.writeString(file, "id\n1\nx\n3\n");
    return server.publish(file, name);
  }

  /** Allows, sets, rejects. */
  private static void use(Connection session, String file, String scratch) throws SQLException {
    Jdbc.execute(
        session,
        S3IT.server("store", STORE.endpoint())
            + S3IT.mapping("guest", "store")
            + "GRANT USAGE ON FOREIGN SERVER store TO guest;"
            + " GRANT CREATE ON SCHEMA public TO guest;"
            + " SELECT datamove.allow_source('s3://data/in', 'guest');"
            + " SELECT datamove.allow_source('"
            + file
            + "', 'public');"
            + " INSERT INTO datamove.setting VALUES ('chunk_directory', '"
            + scratch
            + "') ON CONFLICT (name) DO NOTHING");
    assertEquals("1", rejecting(session, file, "kept"));
  }

  private static String rejecting(Connection session, String file, String table)
      throws SQLException {
    return Jdbc.value(
        session,
        "SELECT rows_rejected FROM datamove.move('"
            + file
            + "', '"
            + table
            + "', options => '{\"on_error\": \"reject\", \"types\": {\"id\": \"integer\"}}')");
  }

  private static String state(Connection session) throws SQLException {
    return Jdbc.value(
        session,
        "SELECT string_agg(line, E'\\n' ORDER BY line) FROM ("
            + String.join(" UNION ALL ", STATE)
            + ") AS state(line)");
  }

  private static void check(Restored restored, Engine engine) throws SQLException {
    Server server = restored.server();
    try (Connection session = server.connect(restored.database())) {
      assertEquals(restored.state(), state(session));
      assertEquals("2", Jdbc.value(session, "SELECT count(*) FROM kept"));
      assertEquals("1", rejecting(session, restored.file(), "again"));
      assertEquals("2", Jdbc.value(session, "SELECT count(*) FROM again"));
    }
    try (Connection guest = server.connect(restored.database())) {
      Jdbc.execute(guest, "SET SESSION AUTHORIZATION guest");
      assertEquals("1", rejecting(guest, restored.file(), "mine"));
      assertEquals("2", Jdbc.value(guest, S3IT.move("s3://data/in/a.csv", "objects", null)));
      assertEquals("42501", Refusal.of(guest, "SELECT datamove.inspect('/srv/a.csv')").state());
    }
    Path script = Project.installScript().resolveSibling("check_" + engine.word() + ".sql");
    String said = server.psql().orElseThrow().runFile(restored.database(), script, Map.of());
    assertTrue(said.contains("installed: engine " + engine.word()), said);
    assertFalse(said.contains("WARNING") || said.contains("warnings"), said);
  }
}
