package org.datamove.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** Installs over a session, for servers without psql. */
record JdbcInstaller(Map<String, String> variables) implements Installer {

  @Override
  public void install(Server server, String database) {
    try (Connection connection = server.connect(database)) {
      new PsqlScript(connection, variables).run(Project.installScript());
    } catch (SQLException e) {
      throw new IllegalStateException("installation failed on " + server.name(), e);
    }
  }
}
