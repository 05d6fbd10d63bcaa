package org.datamove.testing;

import java.util.Map;

/** Installs as the manual says, with psql. */
record PsqlInstaller(Psql psql, Map<String, String> variables) implements Installer {

  @Override
  public void install(Server server, String database) {
    psql.runFile(database, Project.installScript(), variables);
  }
}
