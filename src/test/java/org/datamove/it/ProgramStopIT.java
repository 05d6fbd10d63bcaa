package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.datamove.testing.Engine;
import org.datamove.testing.Jdbc;
import org.datamove.testing.Server;
import org.datamove.testing.Servers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server that is stopped while engine program works for three of its sessions. */
class ProgramStopIT {
  private static final String LINES =
      "SELECT 'id||a||b' UNION ALL SELECT format('%s||%s||text', i, i * 0.25)"
          + " FROM generate_series(1, 800000) i";

  private static Server server;
  private static EngineProcesses processes;
  private static String directory;

  @BeforeAll
  static void start() throws Exception {
    server = Servers.obstacleToLocal().isEmpty() ? Servers.startLocal() : Servers.startEmbedded();
    processes = new EngineProcesses(server);
    Servers.install(server, Engine.PROGRAM, "postgres");
    try (Connection session = server.connect("postgres")) {
      directory = Jdbc.value(session, "SELECT current_setting('data_directory')");
      Jdbc.execute(
          session,
          """
          INSERT INTO datamove.setting VALUES ('chunk_directory', %s);
          COPY (%s) TO '%4$s/large.csv';
          COPY (SELECT 'id' UNION ALL SELECT '1') TO '%4$s/small.csv';
          CREATE TABLE target (id integer);
          INSERT INTO target VALUES (0);
          CREATE TABLE locked (id integer);
          CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql
          AS 'BEGIN PERFORM pg_sleep(60); RETURN NEW; END';
          CREATE TRIGGER slow BEFORE INSERT ON target FOR EACH ROW EXECUTE FUNCTION slow()
          """
              .formatted(Jdbc.literal(server.scratchDirectory()), LINES, null, directory));
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Pending move(String file, String table, String type) {
    return new Pending(
        server.connect("postgres"),
        "SELECT datamove.move('%s/%s', '%s', %s, options => '{\"delimiter\": \"%s\"}')"
            .formatted(
                directory,
                file,
                table,
                type == null ? "NULL" : Jdbc.literal(type),
                file.startsWith("large") ? "||" : ","));
  }

  /** With a service manager that signals every process, and without. */
  @ParameterizedTest
  @CsvSource({"fast,", "immediate,", "fast,TERM", "immediate,TERM"})
  void stopped(String mode, String signal) throws Exception {
    Connection holder = server.connect("postgres");
    Jdbc.execute(holder, "BEGIN; LOCK TABLE locked");
    List<Pending> moves =
        List.of(
            move("large.csv", "planned", null),
            move("small.csv", "target", "existing_schema"),
            move("small.csv", "locked", "existing_schema"));
    Stage.await("three workers", () -> processes.workers().size() == 3);
    CompletableFuture<Void> stop = CompletableFuture.runAsync(() -> Servers.stop(server, mode));
    if (signal != null) {
      EngineProcesses.signal(processes.shells(), signal);
      EngineProcesses.signal(processes.workers(), signal);
    }
    stop.get();
    Stage.await("end of the workers", () -> processes.workers().isEmpty());
    Stage.await("end of the shells", () -> processes.shells().isEmpty());
    assertEquals(List.of(), server.scratchFiles());
    for (Pending move : moves) {
      assertTrue(move.fails());
    }
    Servers.start(server);
    try (Connection session = server.connect("postgres")) {
      assertEquals("0", Jdbc.value(session, "SELECT string_agg(id::text, ',') FROM target"));
      assertEquals("0", Jdbc.value(session, "SELECT count(*) FROM locked"));
      assertEquals(null, Jdbc.value(session, "SELECT to_regclass('planned')"));
    }
  }
}
