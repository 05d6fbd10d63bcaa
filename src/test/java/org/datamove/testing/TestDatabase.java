package org.datamove.testing;

import java.sql.Connection;
import java.sql.SQLException;

/** A database with datamove installed, copied from a template, and dropped at the end. */
public final class TestDatabase implements AutoCloseable {

  private final Server server;
  private final String name;

  TestDatabase(Server server, String name, String template) {
    this.server = server;
    this.name = name;
    administer("CREATE DATABASE " + name + " TEMPLATE " + template);
  }

  /** The database's name, which needs no quotes. */
  public String name() {
    return name;
  }

  /** A new session of the superuser. */
  public Connection connect() {
    return server.connect(name);
  }

  @Override
  public void close() {
    administer("DROP DATABASE " + name + " WITH (FORCE)");
  }

  private void administer(String command) {
    try (Connection connection = server.connect("postgres")) {
      Jdbc.execute(connection, command);
    } catch (SQLException e) {
      throw new IllegalStateException(command + " failed", e);
    }
  }
}
