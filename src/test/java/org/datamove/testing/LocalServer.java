package org.datamove.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.sql.Connection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A cluster of our own in a temporary directory: psql comes in through a Unix socket that only we
 * can reach, JDBC through a TCP port of 127.0.0.1 with a random password.
 */
final class LocalServer implements Server {

  private final Binaries binaries;
  private final OsUser user;
  private final Path home;
  private final int port;
  private final String password = randomHex(16);
  private final String name;

  /** What the postmaster runs in, where it is the first process of its own; else null. */
  private PidNamespace namespace;

  private LocalServer(Binaries binaries, String kind) {
    this.binaries = binaries;
    this.user = OsUser.forServers();
    this.port = freePort();
    this.home = newHome();
    user.own(home);
    String version = run(List.of(program("postgres"), "--version"));
    this.name = version.strip().replaceAll("^postgres \\((\\S+)\\) (\\S+).*", "$1 $2") + kind;
  }

  /**
   * Makes a cluster and starts it.
   *
   * @param kind what the name says after the version, such as {@code " (local)"}
   */
  static LocalServer start(Binaries binaries, String kind) {
    LocalServer server = new LocalServer(binaries, kind);
    try {
      server.initialize();
      server.startUp();
      return server;
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private void initialize() {
    Path passwordFile = home.resolve("password");
    write(passwordFile, password);
    user.own(passwordFile);
    run(
        List.of(
            program("initdb"),
            "--pgdata=" + data(),
            "--username=postgres",
            "--pwfile=" + passwordFile,
            "--auth-local=trust",
            "--auth-host=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync"));
    FileTree.remove(passwordFile);
    Path settings = home.resolve("settings.conf");
    write(settings, Settings.of(this, binaries));
    append(data().resolve("postgresql.conf"), "include '" + settings + "'\n");
    create(home.resolve("files"));
    user.own(home.resolve("files"));
    create(Path.of(scratchDirectory()));
    user.own(Path.of(scratchDirectory()));
  }

  void startUp() {
    if (namespace != null) {
      namespace.start(
          user.command(List.of(program("postgres"), "-D", data().toString())),
          home.resolve("log"),
          this::isReady);
      return;
    }
    Shell.Output output =
        user.run(
            List.of(
                program("pg_ctl"),
                "start",
                "--wait",
                "--silent",
                "--pgdata=" + data(),
                "--log=" + home.resolve("log")));
    if (output.status() != 0) {
      throw new IllegalStateException(name + " did not start:\n" + output.text() + log());
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean hasPlJava() {
    return binaries.plJava() != null;
  }

  @Override
  public Connection connect(String database) {
    return Jdbc.connect("127.0.0.1", port, database, password);
  }

  @Override
  public String publish(Path source, String copy) {
    Path target = home.resolve("files").resolve(copy);
    FileTree.copy(source, target);
    return target.toString();
  }

  @Override
  public Optional<Psql> psql() {
    return Optional.ofNullable(binaries.psql()).map(psql -> new LocalPsql(psql, home, port));
  }

  @Override
  public String scratchDirectory() {
    return home.resolve("scratch").toString();
  }

  @Override
  public List<String> scratchFiles() {
    try (Stream<Path> files = Files.walk(Path.of(scratchDirectory()))) {
      return files.filter(Files::isRegularFile).map(Path::toString).toList();
    } catch (UncheckedIOException e) {
      // A directory that goes while it is read.
      return scratchFiles();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String log() {
    Path log = home.resolve("log");
    try {
      // Databases of other encodings log in theirs.
      return Files.exists(log) ? new String(Files.readAllBytes(log), StandardCharsets.UTF_8) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void restart() {
    stop("fast");
    startUp();
  }

  /** Starts the server anew, as the process 1 of a namespace. */
  void restartAsFirstProcess() {
    stop("fast");
    namespace = new PidNamespace();
    startUp();
  }

  /** Stops the server in a mode of pg_ctl's. */
  void stop(String mode) {
    if (namespace != null) {
      namespace.stop(mode); // pg_ctl would signal the process 1 that it sees
    } else {
      run(List.of(program("pg_ctl"), "stop", "--mode=" + mode, "--wait", "--pgdata=" + data()));
    }
  }

  private boolean isReady() {
    try {
      return Files.readString(data().resolve("postmaster.pid")).contains("\nready");
    } catch (IOException e) {
      return false; // not yet there
    }
  }

  @Override
  public void close() {
    if (namespace != null) {
      namespace.stop("immediate");
    } else if (Files.exists(data().resolve("postmaster.pid"))) {
      user.run(
          List.of(program("pg_ctl"), "stop", "--mode=immediate", "--silent", "--pgdata=" + data()));
    }
    FileTree.remove(home);
    if (binaries.temporary() != null) {
      FileTree.remove(binaries.temporary());
    }
  }

  Path home() {
    return home;
  }

  int port() {
    return port;
  }

  /** Where a program of its installation is, or would be. */
  Path tool(String tool) {
    return binaries.program(tool);
  }

  private Path data() {
    return home.resolve("data");
  }

  private String program(String program) {
    return binaries.program(program).toString();
  }

  private String run(List<String> command) {
    return user.run(command).orThrow(command.get(0));
  }

  /** A short path: a Unix socket's has at most 107 bytes. */
  static Path newHome() {
    Path base = Path.of(System.getProperty("java.io.tmpdir"));
    if (base.toString().length() > 60) {
      base = Path.of("/tmp");
    }
    try {
      return Files.createTempDirectory(base, "datamove-test-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String randomHex(int bytes) {
    byte[] random = new byte[bytes];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  private static void create(Path directory) {
    try {
      Files.createDirectory(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void append(Path file, String text) {
    try {
      Files.writeString(file, text, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
