package org.datamove.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/** A server with a template database that has datamove in it, reached through one engine. */
public final class Installation {

  /**
   * The roles that every test may use: {@code loader} may use datamove and read the server's files;
   * {@code guest} may use datamove only; {@code stranger} may do neither. The engine {@code
   * program} needs a right of its own, which {@code pljava} ignores.
   */
  private static final String ROLES =
      """
      DO $$
      BEGIN
        IF to_regrole('loader') IS NULL THEN
          CREATE ROLE loader;
          CREATE ROLE guest;
          CREATE ROLE stranger;
          GRANT pg_read_server_files TO loader;
          GRANT pg_execute_server_program TO loader, guest;
        END IF;
      END
      $$;
      """;

  private static final String USERS = "GRANT datamove_user TO loader, guest";

  private static final String SETTINGS =
      "INSERT INTO datamove.setting (name, value) VALUES ('chunk_directory', %s)";

  private final Server server;
  private final Engine engine;
  private final String template;
  private final AtomicInteger databases = new AtomicInteger();

  private final Installer installer;

  private Installation(Server server, Engine engine, Installer installer) {
    this.installer = installer;
    this.server = server;
    this.engine = engine;
    this.template = "datamove_template_" + engine.word();
  }

  static Installation of(Server server, Engine engine, Installer installer) {
    Installation installation = new Installation(server, engine, installer);
    try {
      try (Connection connection = server.connect("postgres")) {
        Jdbc.execute(connection, "CREATE DATABASE " + installation.template);
      }
      installation.prepare(installation.template);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot prepare " + installation, e);
    }
    return installation;
  }

  private void prepare(String database) throws SQLException {
    installer.install(server, database);
    try (Connection connection = server.connect(database)) {
      makeRoles(connection);
      Jdbc.execute(connection, USERS);
      if (engine == Engine.PROGRAM) {
        Jdbc.execute(connection, SETTINGS.formatted(Jdbc.literal(server.scratchDirectory())));
      }
    }
  }

  /** Makes sure that a server has the roles that every test may use. */
  public static void makeRoles(Connection connection) throws SQLException {
    Jdbc.execute(connection, ROLES);
  }

  /** Installs datamove again into a database of this installation. */
  public void installAgain(TestDatabase database) {
    installer.install(server, database.name());
  }

  public Server server() {
    return server;
  }

  public Engine engine() {
    return engine;
  }

  /** A new database; close it to drop it. */
  public TestDatabase newDatabase() {
    String name = "test_" + engine.word() + "_" + databases.incrementAndGet();
    return new TestDatabase(server, name, template);
  }

  /** A new database in another encoding than UTF8; close it to drop it. */
  public TestDatabase newDatabase(String encoding) throws SQLException {
    String name = "test_" + engine.word() + "_" + databases.incrementAndGet();
    TestDatabase database = TestDatabase.inEncoding(server, name, encoding);
    prepare(name);
    return database;
  }

  /** For people, such as {@code pljava on PostgreSQL 15.20 (local)}. */
  @Override
  public String toString() {
    return engine.word() + " on " + server.name();
  }
}
