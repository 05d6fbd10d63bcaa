package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.stream.Stream;
import org.datamove.testing.Jdbc;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/** What the operating system shows of engine program's process. */
class ProgramProcessIT {
  private static final String SECRET = "s3cr3t";

  @TestFactory
  Stream<DynamicContainer> processes() {
    return Stage.each(
        List.of(
            new Stage.Named("command lines tell nothing", ProgramProcessIT::commandLines),
            new Stage.Named("class-data archive", ProgramProcessIT::archive)));
  }

  /** A move that stops at its first row, until the witness lets it go on. */
  private static Pending moveThatWaits(Stage stage, Connection session) throws Exception {
    Jdbc.execute(
        stage.witness,
        """
        CREATE TABLE s3cr3t (id integer);
        CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql
        AS 'BEGIN PERFORM pg_advisory_xact_lock(1); RETURN NEW; END';
        CREATE TRIGGER wait BEFORE INSERT ON s3cr3t FOR EACH ROW EXECUTE FUNCTION wait();
        SELECT pg_advisory_lock(1);
        """);
    String pid = Stage.pid(session);
    Path file = Path.of(stage.file("id\n1\n"));
    Path secret = Files.move(file, file.resolveSibling(SECRET + file.getFileName()));
    Pending move =
        stage.start(
            session,
            """
            SELECT rows_processed FROM datamove.move(
              '%s', 's3cr3t', 'existing_schema', options => '{"null": "s3cr3t"}')
            """
                .formatted(secret));
    stage.awaitLockWait(pid);
    return move;
  }

  private static void letGo(Stage stage, Pending move) throws Exception {
    Jdbc.execute(stage.witness, "SELECT pg_advisory_unlock(1)");
    assertEquals("1", move.result());
  }

  private static void commandLines(Stage stage) throws Exception {
    if (!stage.isProgram()) {
      return;
    }
    Pending move = moveThatWaits(stage, stage.session());
    assertEquals(1, stage.processes().size());
    List<String> commands =
        ProcessHandle.allProcesses()
            .map(process -> process.info().commandLine().orElse(""))
            .filter(line -> line.contains(SECRET))
            .toList();
    assertEquals(List.of(), commands);
    letGo(stage, move);
  }

  private static void archive(Stage stage) throws Exception {
    if (!stage.isProgram() || !Files.isReadable(Path.of("/proc/self/maps"))) {
      return;
    }
    String archive = Jdbc.value(stage.witness, "SELECT datamove.program_archive()");
    assertTrue(Files.exists(Path.of(archive)), "the installation makes it");
    Pending move = moveThatWaits(stage, stage.session());
    Path maps = Path.of("/proc/" + stage.processes().get(0).pid() + "/maps");
    assertTrue(Files.readString(maps).contains(archive), "the process uses it");
    letGo(stage, move);
    Jdbc.execute(
        stage.witness,
        "COPY (SELECT) TO PROGRAM 'cat > /dev/null; rm -f " + archive + "; : > " + archive + "'");
    String one = "SELECT name FROM datamove.inspect('%s')".formatted(stage.file("id\n1\n"));
    assertEquals("id", Jdbc.value(stage.witness, one), "a broken one is ignored");
    assertEquals("t", Jdbc.value(stage.witness, "SELECT datamove.program_make_archive()"));
    assertFalse(Files.size(Path.of(archive)) == 0);
    assertEquals("id", Jdbc.value(stage.witness, one));
  }
}
