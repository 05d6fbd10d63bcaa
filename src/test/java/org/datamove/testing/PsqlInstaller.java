package org.datamove.testing;

import java.util.Map;

/** Installs as the manual says, with psql. */
record PsqlInstaller(Psql psql, String jar) implements Installer {

  @Override
  public void install(Server server, String database, Engine engine) {
    psql.runFile(database, Project.installScript(), Map.of("jar", jar, "engine", engine.word()));
  }
}
