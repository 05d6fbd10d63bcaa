package org.datamove.testing;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts one server of a chosen kind, for those who do not want all of {@link Installations}. */
public final class Servers {

  /** The last Java in which PL/Java 1.6 can enforce a security policy. */
  private static final int NEWEST_JAVA_FOR_PLJAVA = 23;

  private Servers() {}

  /** Why no local server with PL/Java can be started, as part of a sentence; empty if one can. */
  public static Optional<String> obstacleToLocal() {
    Optional<Binaries> installed = Binaries.installed();
    if (installed.isEmpty()) {
      return Optional.of("no PostgreSQL server was found through pg_config");
    }
    if (installed.get().plJava() == null) {
      return Optional.of("the PostgreSQL in " + installed.get().bin() + " has no PL/Java");
    }
    int java = Runtime.version().feature();
    if (java > NEWEST_JAVA_FOR_PLJAVA) {
      return Optional.of(
          "PL/Java needs Java 17 to " + NEWEST_JAVA_FOR_PLJAVA + ", and this is Java " + java);
    }
    return Optional.empty();
  }

  /** Why no embedded server can be started, as part of a sentence; empty if one can. */
  public static Optional<String> obstacleToEmbedded() {
    return EmbeddedBinaries.isPossible()
        ? Optional.empty()
        : Optional.of(
            "Maven Central's embedded PostgreSQL does not exist for "
                + System.getProperty("os.name")
                + " on "
                + System.getProperty("os.arch"));
  }

  /**
   * A server of the PostgreSQL that is installed here.
   *
   * @throws IllegalStateException when it does not start
   */
  public static Server startLocal() {
    requireJava();
    return LocalServer.start(Binaries.installed().orElseThrow(), " (local)");
  }

  /**
   * A server of the PostgreSQL in Maven Central.
   *
   * @throws IllegalStateException when it does not start
   */
  public static Server startEmbedded() {
    requireJava();
    return LocalServer.start(EmbeddedBinaries.unpack(), " (embedded)");
  }

  /**
   * Shuts a server down in the mode "fast", as its administrator does, and starts it again.
   *
   * @param server one that was started here
   */
  public static void restart(Server server) {
    ((LocalServer) server).restart();
  }

  /**
   * Shuts a server down and starts it anew as containers do: its postmaster is the process 1 of a
   * namespace.
   *
   * @param server one that was started here
   */
  public static void restartAsFirstProcess(Server server) {
    ((LocalServer) server).restartAsFirstProcess();
  }

  /** Why a server cannot be the process 1, as part of a sentence; empty if it can. */
  public static Optional<String> obstacleToFirstProcess() {
    return PidNamespace.obstacle();
  }

  /**
   * Shuts a server down.
   *
   * @param server one that was started here
   * @param mode one of pg_ctl's
   */
  public static void stop(Server server, String mode) {
    ((LocalServer) server).stop(mode);
  }

  /**
   * Starts a server that has been shut down.
   *
   * @param server one that was started here
   */
  public static void start(Server server) {
    ((LocalServer) server).startUp();
  }

  /**
   * Installs datamove into a database, over a session of JDBC.
   *
   * @throws IllegalStateException when the installation fails
   */
  public static void install(Server server, Engine engine, String database) {
    String jar = server.publish(Project.serverJar(), "datamove-server-" + engine.word() + ".jar");
    Map<String, String> variables =
        Map.of("jar", jar, "java", java().toString(), "engine", engine.word());
    new JdbcInstaller(variables).install(server, database);
  }

  /** Both engines run this Java in a process of the server's user. */
  private static void requireJava() {
    List<String> command = OsUser.forServers().command(List.of(java().toString(), "-version"));
    if (Shell.run(command).status() != 0) {
      throw new IllegalStateException(
          "the operating system user that the server runs as cannot run "
              + java()
              + " (PostgreSQL does not run as root, so root's server runs as \"postgres\" or"
              + " \"nobody\")");
    }
  }

  private static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }
}
