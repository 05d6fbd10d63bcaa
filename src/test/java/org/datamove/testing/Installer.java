package org.datamove.testing;

/** A way to run {@code sql/install.sql}, with the values of its variables. */
interface Installer {

  /**
   * Installs datamove into a database.
   *
   * @throws IllegalStateException with what was printed, when the script fails
   */
  void install(Server server, String database);
}
