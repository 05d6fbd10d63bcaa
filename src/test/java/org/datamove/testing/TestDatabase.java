package org.datamove.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A database with datamove installed, copied from a template, and dropped at the end. */
public final class TestDatabase implements AutoCloseable {

  private final Server server;
  private final String name;
  private final List<Connection> sessions = new ArrayList<>();

  TestDatabase(Server server, String name, String template) {
    this.server = server;
    this.name = name;
    administer("CREATE DATABASE " + name + " TEMPLATE " + template);
  }

  /** One with nothing in it; close it to drop it. */
  public static TestDatabase empty(Server server, String name) {
    return new TestDatabase(server, name, "template0");
  }

  /** One that is made from nothing, in an encoding, with the locale C. */
  static TestDatabase inEncoding(Server server, String name, String encoding) {
    return new TestDatabase(
        server, name, "template0 ENCODING '" + encoding + "' LC_COLLATE 'C' LC_CTYPE 'C'");
  }

  /** The database's name, which needs no quotes. */
  public String name() {
    return name;
  }

  /** A new session of the superuser, which ends with the database at the latest. */
  public Connection connect() {
    Connection session = server.connect(name);
    sessions.add(session);
    return session;
  }

  @Override
  public void close() {
    // An idle session with a JVM does not hear that it is to be terminated.
    for (Connection session : sessions) {
      try {
        session.close();
      } catch (SQLException e) {
        throw new IllegalStateException("cannot close a session of " + name, e);
      }
    }
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
