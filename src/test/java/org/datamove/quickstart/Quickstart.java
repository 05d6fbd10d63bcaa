package org.datamove.quickstart;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.datamove.testing.Engine;
import org.datamove.testing.Jdbc;
import org.datamove.testing.Server;
import org.datamove.testing.Servers;

/**
 * Starts a server, installs datamove and plays {@code quickstart.sql}. The script {@code
 * quickstart} calls it and owns the directory that everything is in: whatever happens here, the
 * script stops the server and removes the directory.
 */
public final class Quickstart {

  private static final String DATABASE = "quickstart";

  private static final String SETTING =
      "INSERT INTO datamove.setting VALUES ('chunk_directory', %s)";

  /** The file with three mistakes is refused; anything else is a failure. */
  private static final List<String> EXPECTED_ERRORS = List.of("UD004");

  /** Which server is wanted. */
  private enum Choice {
    /** A local PostgreSQL with PL/Java, else an embedded one. */
    AUTO,
    /** A local PostgreSQL with PL/Java. */
    PLJAVA,
    /** The embedded PostgreSQL. */
    EMBEDDED
  }

  private final Path examples;
  private final Engine engine;
  private final Server server;

  private Quickstart(Path examples, Engine engine, Server server) {
    this.examples = examples;
    this.engine = engine;
    this.server = server;
  }

  /**
   * Plays the session.
   *
   * @param arguments {@code auto}, {@code pljava} or {@code embedded}; {@code keep} or {@code
   *     stop}: what becomes of the server; the directory of the examples, readable for the server;
   *     the command that stops a kept server
   */
  public static void main(String[] arguments) {
    try {
      Choice choice = Choice.valueOf(arguments[0].toUpperCase(Locale.ROOT));
      Quickstart quickstart = start(choice, Path.of(arguments[2]));
      boolean keep = arguments[1].equals("keep");
      try {
        quickstart.play();
        if (keep) {
          quickstart.handOver(arguments[3]);
        }
      } finally {
        if (!keep) {
          quickstart.server.close();
        }
      }
    } catch (RuntimeException | IOException | SQLException e) {
      System.err.println("quickstart: " + e.getMessage());
      for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
        System.err.println("quickstart: " + cause.getMessage());
      }
      System.exit(1);
    }
  }

  private static Quickstart start(Choice choice, Path examples) {
    if (choice != Choice.EMBEDDED) {
      Optional<String> obstacle = Servers.obstacleToLocal();
      if (obstacle.isEmpty()) {
        say("Starting a private cluster of the PostgreSQL that is installed here ...");
        return new Quickstart(examples, Engine.PLJAVA, Servers.startLocal());
      }
      if (choice == Choice.PLJAVA) {
        throw new IllegalStateException("cannot use --server pljava: " + obstacle.get());
      }
      say("No engine pljava: " + obstacle.get() + ".");
    }
    Optional<String> obstacle = Servers.obstacleToEmbedded();
    if (obstacle.isPresent()) {
      throw new IllegalStateException("cannot start an embedded PostgreSQL: " + obstacle.get());
    }
    say("Starting an embedded PostgreSQL ...");
    return new Quickstart(examples, Engine.PROGRAM, Servers.startEmbedded());
  }

  private void play() throws IOException, SQLException {
    try (Connection connection = server.connect("postgres")) {
      Jdbc.execute(connection, "CREATE DATABASE " + DATABASE);
    }
    Servers.install(server, engine, DATABASE);
    try (Connection connection = server.connect(DATABASE)) {
      if (engine == Engine.PROGRAM) {
        Jdbc.execute(connection, SETTING.formatted(Jdbc.literal(server.scratchDirectory())));
      }
      String version = Jdbc.value(connection, "SELECT datamove.version()");
      say(server.name() + " with " + version + "\n");
      Console console =
          new Console(
              connection, Map.of("dir", examples.toString()), Console.Echo.STATEMENTS, System.out);
      List<String> errors = console.run(examples.resolve("quickstart.sql"));
      if (!errors.equals(EXPECTED_ERRORS)) {
        throw new IllegalStateException(
            "the session above is not what it should be: errors " + errors);
      }
    }
  }

  /** Says how to reach the server from now on. Its password was known to this process only. */
  private void handOver(String stop) throws SQLException {
    byte[] random = new byte[12];
    new SecureRandom().nextBytes(random);
    String password = HexFormat.of().formatHex(random);
    try (Connection connection = server.connect(DATABASE)) {
      Jdbc.execute(connection, "ALTER ROLE postgres PASSWORD " + Jdbc.literal(password));
      String port = Jdbc.value(connection, "SHOW port");
      String socket = Jdbc.value(connection, "SHOW unix_socket_directories");
      String address = "postgresql://%s127.0.0.1:" + port + "/" + DATABASE;
      say("The server keeps running. Connect to it with");
      say("  psql -h " + socket + " -p " + port + " -U postgres -d " + DATABASE);
      say("  psql " + address.formatted("postgres:" + password + "@"));
      say("  jdbc:" + address.formatted("") + "?user=postgres&password=" + password);
      say("It can read the files in " + examples);
      say("Stop it, and remove all it wrote, with");
      say("  " + stop);
    }
  }

  private static void say(String line) {
    System.out.println(line);
  }
}
