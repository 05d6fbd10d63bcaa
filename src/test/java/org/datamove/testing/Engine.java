package org.datamove.testing;

import java.util.Locale;

/** The ways in which SQL reaches the engine. */
public enum Engine {
  /** Inside the backend, through PL/Java. */
  PLJAVA,
  /** In a process that the server starts. */
  PROGRAM;

  /** The word that {@code sql/install.sql} knows it by. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
