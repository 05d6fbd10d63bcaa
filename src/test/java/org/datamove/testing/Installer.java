package org.datamove.testing;

/** A way to run {@code sql/install.sql}. */
interface Installer {

  /**
   * Installs datamove into a database.
   *
   * @param engine the engine that is asked for
   * @throws IllegalStateException with everything that was printed, when the script fails
   */
  void install(Server server, String database, Engine engine);
}
