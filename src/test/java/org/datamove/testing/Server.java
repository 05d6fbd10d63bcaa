package org.datamove.testing;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;

/** A PostgreSQL server that the tests started and will stop. */
public interface Server extends AutoCloseable {

  /** For people, such as {@code PostgreSQL 15.20 (local)}. */
  String name();

  /** Whether the PL/Java extension can be created in it. */
  boolean hasPlJava();

  /**
   * A new session of the superuser {@code postgres}.
   *
   * <p>Values travel as text, so that what a test reads is what the server wrote.
   */
  Connection connect(String database);

  /**
   * Copies a file or a directory to where the server can read it.
   *
   * @param name what the copy is called; must be new
   * @return the copy's path as the server sees it
   */
  String publish(Path source, String name);

  /** The psql to use with it; empty when none is installed. */
  Optional<Psql> psql();

  /** The directory for engines' temporary files, as the server sees it. */
  String scratchDirectory();

  /** The files that engines of this server have in that directory now. */
  List<String> scratchFiles();

  /** What the server has logged so far. */
  String log();

  /** Stops the server and removes its files. */
  @Override
  void close();
}
