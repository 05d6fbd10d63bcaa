package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.datamove.testing.Engine;
import org.datamove.testing.Installation;
import org.datamove.testing.Installations;
import org.datamove.testing.Jdbc;
import org.datamove.testing.TestDatabase;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;

/**
 * A database of its own for one scenario, with sessions that live side by side. At the end nothing
 * of datamove may be left: no file, no process, no lock; and the server must not have crashed.
 */
final class Stage implements AutoCloseable {
  private static final AtomicInteger FILES = new AtomicInteger();

  /** What is tried in every installation. */
  interface Scenario {
    void run(Stage stage) throws Exception;
  }

  /** A scenario with its name. */
  record Named(String name, Scenario scenario) {}

  private final Installation installation;
  private final TestDatabase database;

  /** A session that must outlive whatever happens to the others. */
  final Connection witness;

  private final String startedAt;

  private Stage(Installation installation) throws SQLException {
    this.installation = installation;
    this.database = installation.newDatabase();
    this.witness = database.connect();
    this.startedAt = Jdbc.value(witness, "SELECT pg_postmaster_start_time()");
  }

  /** Every scenario in every installation. */
  static Stream<DynamicContainer> each(List<Named> scenarios) {
    return each(Installations.all(), scenarios);
  }

  /** Every scenario in every installation of an engine. */
  static Stream<DynamicContainer> each(Engine engine, List<Named> scenarios) {
    return each(
        Installations.all().stream().filter(each -> each.engine() == engine).toList(), scenarios);
  }

  private static Stream<DynamicContainer> each(
      List<Installation> installations, List<Named> scenarios) {
    return installations.stream()
        .map(
            installation ->
                DynamicContainer.dynamicContainer(
                    installation.toString(),
                    scenarios.stream()
                        .map(
                            named ->
                                DynamicTest.dynamicTest(
                                    named.name(), () -> run(installation, named.scenario())))));
  }

  private static void run(Installation installation, Scenario scenario) throws Exception {
    try (Stage stage = new Stage(installation)) {
      scenario.run(stage);
      stage.assertNothingIsLeft();
    }
  }

  boolean isProgram() {
    return installation.engine() == Engine.PROGRAM;
  }

  /** Installs datamove again, over what is there. */
  void installAgain() {
    installation.installAgain(database);
  }

  /** A new session of the superuser, with the engine ready. */
  Connection session() throws SQLException {
    Connection session = database.connect();
    Jdbc.value(session, "SELECT name FROM datamove.inspect('%s')".formatted(file("id\n1\n")));
    return session;
  }

  /** A new session of the superuser that has not used the engine yet. */
  Connection plainSession() {
    return database.connect();
  }

  /** A file on the server that only the tests change. */
  String file(String content) {
    return file(content.getBytes(StandardCharsets.UTF_8));
  }

  /** The same with any bytes. */
  String file(byte[] content) {
    try {
      Path local = Files.createTempFile("datamove-stage", ".csv");
      try {
        Files.write(local, content);
        return installation.server().publish(local, newName());
      } finally {
        Files.delete(local);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A copy of a file that the server can read. */
  String publish(Path local) {
    return installation.server().publish(local, newName());
  }

  /** A path to which the server itself can write. */
  String writablePath() throws SQLException {
    return dataDirectory() + "/" + newName();
  }

  private String dataDirectory() throws SQLException {
    return Jdbc.value(witness, "SELECT current_setting('data_directory')");
  }

  /** A large file, made once for each server: the lines of a query, the header first. */
  String large(String name, String query) throws SQLException {
    String path = dataDirectory() + "/stage_" + name + ".csv";
    String exists = "SELECT (pg_stat_file(%s, true)).size IS NOT NULL";
    if ("f".equals(Jdbc.value(witness, exists.formatted(Jdbc.literal(path))))) {
      Jdbc.execute(witness, "COPY (" + query + ") TO " + Jdbc.literal(path));
    }
    return path;
  }

  private String newName() {
    return "stage_" + database.name() + "_" + FILES.incrementAndGet() + ".csv";
  }

  /** Runs a statement in the background. */
  Pending start(Connection session, String sql) {
    return new Pending(session, sql);
  }

  static String pid(Connection session) throws SQLException {
    return Jdbc.value(session, "SELECT pg_backend_pid()");
  }

  /** Runs a query as the witness, with a session's process id for {@code $pid}. */
  String ask(String pid, String query) throws SQLException {
    return Jdbc.value(witness, query.replace("$pid", pid));
  }

  /** Waits until a session waits for a lock. */
  void awaitLockWait(String pid) throws Exception {
    await("a lock wait", () -> waitsForLock(pid));
  }

  /** Whether a session waits for a lock. */
  boolean waitsForLock(String pid) throws SQLException {
    return "1"
        .equals(
            ask(pid, "SELECT count(DISTINCT pid) FROM pg_locks WHERE pid = $pid AND NOT granted"));
  }

  /** Waits until a move has begun to load. */
  void awaitChunk() throws Exception {
    await("a chunk file", this::isLoading);
  }

  /** Whether a move has begun to load. */
  boolean isLoading() {
    return scratch().stream().anyMatch(file -> file.contains("/chunk-"));
  }

  /** Waits for something to come true. */
  static void await(String what, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + Pending.LIMIT_SECONDS * 1_000_000_000;
    while (!condition.call()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("no " + what + " in " + Pending.LIMIT_SECONDS + " seconds");
      }
      Thread.sleep(20);
    }
  }

  private List<String> scratch() {
    Path directory = Path.of(installation.server().scratchDirectory());
    if (!Files.isDirectory(directory)) {
      return installation.server().scratchFiles();
    }
    try (Stream<Path> all = Files.walk(directory)) {
      return all.skip(1).map(Path::toString).toList();
    } catch (IOException | UncheckedIOException e) {
      return installation.server().scratchFiles(); // something went away meanwhile
    }
  }

  /** Whether no file of a move is left. */
  boolean isSwept() {
    return scratch().isEmpty();
  }

  /** The engine's processes of this server. */
  List<ProcessHandle> processes() {
    return new EngineProcesses(installation.server()).workers();
  }

  private List<ProcessHandle> shells() {
    return new EngineProcesses(installation.server()).shells();
  }

  /** The witness is the same session of the same server as at the start. */
  void assertServerLivesOn() throws SQLException {
    assertEquals(startedAt, Jdbc.value(witness, "SELECT pg_postmaster_start_time()"));
    assertEquals(
        false,
        installation.server().log().contains("server process (PID"),
        () -> "the server crashed:\n" + installation.server().log());
  }

  /** Waits for what ends on its own, then there must be nothing. */
  void assertNothingIsLeft() throws Exception {
    await("end of the processes: " + processes(), () -> processes().isEmpty());
    await("end of their shells: " + shells(), () -> shells().isEmpty());
    await("clean-up, there still is " + scratch(), () -> scratch().isEmpty());
    assertServerLivesOn();
  }

  /** No lock on any table of the schema public, but for the witness's own. */
  void assertNoLocks() throws Exception {
    await(
        "release of the locks",
        () ->
            "0"
                .equals(
                    Jdbc.value(
                        witness,
                        """
                        SELECT count(*) FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
                        WHERE l.database = (SELECT oid FROM pg_database
                            WHERE datname = current_database())
                          AND c.relnamespace = 'public'::regnamespace
                        """)));
  }

  @Override
  public void close() {
    database.close();
  }
}
