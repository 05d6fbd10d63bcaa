package org.datamove.source;

import org.datamove.error.RequestException;

/** Finds the kind of source that a path names. */
public final class Sources {
  private Sources() {}

  /**
   * The source for a path.
   *
   * @param path an absolute path of a server file, not null
   * @throws RequestException if the path names no known kind of source (SQLSTATE 22023)
   */
  public static Source of(String path) {
    int scheme = path.indexOf("://");
    if (scheme > 0) {
      throw RequestException.invalid(
          "unknown kind of source \"" + path.substring(0, scheme) + "://\"",
          null,
          "Write the file's absolute path on the database server.");
    }
    return new FileSource(path);
  }
}
