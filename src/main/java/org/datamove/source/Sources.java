package org.datamove.source;

import org.datamove.error.RequestException;

/** Finds the kind of source that a path names. */
public final class Sources {
  private Sources() {}

  /**
   * The source for a path.
   *
   * @param path an absolute path of a server file, not null
   * @param access what the caller may read; looked at when the source is
   * @throws RequestException if the path names no known kind of source (SQLSTATE 22023)
   */
  public static Source of(String path, SourceAccess access) {
    int scheme = path.indexOf("://");
    if (scheme > 0) {
      throw RequestException.invalid(
          "unknown kind of source \"" + path.substring(0, scheme) + "://\"",
          null,
          "Write the file's absolute path on the database server.");
    }
    return new FileSource(path, access);
  }

  /**
   * Where a path leads once its symbolic links and {@code ..} are resolved; of a path that does not
   * exist, the part that does.
   *
   * @param path an absolute path of a server file or directory, not null
   * @throws RequestException if it is no such path (22023)
   * @throws org.datamove.error.SourceException if not every file may be read (42501)
   */
  public static String resolve(String path, SourceAccess access) {
    FileSource file = new FileSource(path, access);
    if (!access.allFiles()) {
      throw access.refusal(path);
    }
    return file.resolve().toString();
  }
}
