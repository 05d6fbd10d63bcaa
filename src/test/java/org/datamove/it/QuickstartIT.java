package org.datamove.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.datamove.testing.Baseline;
import org.datamove.testing.Jdbc;
import org.datamove.testing.Project;
import org.datamove.testing.Servers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ./quickstart} shows what it promises and leaves nothing behind, however it ends. */
class QuickstartIT {

  private static final Path EXPECTED = Project.testResources().resolve("quickstart/session.out");
  private static final int INTERRUPTED = 130;

  private Path scratch;

  @BeforeEach
  void makeScratch() throws IOException {
    scratch = Files.createTempDirectory(Path.of("/tmp"), "dmq");
    Files.setPosixFilePermissions(scratch, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    try (Stream<Path> files = Files.list(scratch)) {
      assertEquals(List.of(), files.toList());
    }
    Files.delete(scratch);
    List<String> processes =
        ProcessHandle.allProcesses()
            .map(process -> process.info().commandLine().orElse(""))
            .filter(command -> command.contains(scratch.toString()))
            .toList();
    assertEquals(List.of(), processes);
  }

  static List<String> servers() {
    List<String> servers = new ArrayList<>();
    if (Servers.obstacleToLocal().isEmpty()) {
      servers.add("pljava");
    }
    if (Servers.obstacleToEmbedded().isEmpty()) {
      servers.add("embedded");
    }
    assumeTrue(!servers.isEmpty(), "no server for ./quickstart");
    return servers;
  }

  @ParameterizedTest
  @MethodSource("servers")
  void showsTheSession(String server) throws Exception {
    Run run = finish(start("--server", server));
    assertEquals(0, run.status(), run.output());
    // What starts and its version come first, up to an empty line.
    String session = run.output().substring(run.output().indexOf("\n\n") + 2);
    Baseline.check(EXPECTED, session.replaceAll(scratch + "/datamove\\.\\w+", "\\$DIR"));
  }

  @ParameterizedTest
  @MethodSource("servers")
  void keepsTheServer(String server) throws Exception {
    Run run = finish(start("--keep", "--server=" + server));
    assertEquals(0, run.status(), run.output());
    List<String> lines = run.output().lines().map(String::strip).toList();
    try {
      String url =
          lines.stream().filter(line -> line.startsWith("jdbc:")).findFirst().orElseThrow();
      assertEquals("6", count(url));
    } finally {
      Process stop = new ProcessBuilder("sh", "-c", lines.get(lines.size() - 1)).start();
      assertTrue(stop.waitFor(60, TimeUnit.SECONDS), "the server does not stop");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {100, 1000, 2000})
  void endsWhenInterrupted(long milliseconds) throws Exception {
    Process process = start("--server", servers().get(0));
    Thread.sleep(milliseconds);
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    Run run = finish(process);
    // A fast machine may be through by then.
    assertTrue(Set.of(INTERRUPTED, 0).contains(run.status()), run.output());
  }

  @Test
  void saysHowItIsUsed() throws Exception {
    Run help = finish(start("--help"));
    assertEquals(0, help.status());
    assertTrue(help.output().startsWith("Usage: ./quickstart"), help.output());
    Run option = finish(start("--sever", "pljava"));
    assertEquals(2, option.status());
    assertEquals(
        "quickstart: unknown argument: --sever\nquickstart: Try ./quickstart --help\n",
        option.output());
    Run server = finish(start("--server", "mysql"));
    assertEquals(2, server.status());
    assertTrue(server.output().startsWith("quickstart: unknown server: mysql"), server.output());
  }

  @Test
  void saysWhatIsMissing() throws Exception {
    ProcessBuilder builder = builder();
    builder.environment().put("JAVA_HOME", scratch.toString());
    Run run = finish(builder.start());
    assertEquals(1, run.status());
    assertEquals(
        "quickstart: JAVA_HOME is " + scratch + ", but " + scratch + "/bin/java is missing\n",
        run.output());
  }

  private static String count(String url) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url)) {
      return Jdbc.value(connection, "SELECT count(*) FROM orders");
    }
  }

  private Process start(String... arguments) throws IOException {
    return builder(arguments).start();
  }

  private ProcessBuilder builder(String... arguments) {
    List<String> command = new ArrayList<>(List.of("bash", Project.root() + "/quickstart"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("TMPDIR", scratch.toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    // Nothing is built while the tests run.
    builder.environment().put("DATAMOVE_CLASSPATH", System.getProperty("java.class.path"));
    return builder;
  }

  private static Run finish(Process process) throws Exception {
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "no end");
    return new Run(process.exitValue(), output);
  }

  private record Run(int status, String output) {}
}
