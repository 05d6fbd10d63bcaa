package org.datamove.source;

import org.datamove.error.ErrorCode;
import org.datamove.error.RequestException;
import org.datamove.error.SourceException;

/** Finds the sources that a path names, of whichever kind they are. */
public final class Sources {
  private Sources() {}

  /**
   * The source for a path.
   *
   * @param path an absolute path of a server file, or an address such as {@code s3://bucket/key};
   *     not null
   * @param access what the caller may read; looked at when the source is
   * @throws RequestException if the path names no known kind of source (SQLSTATE 22023)
   */
  public static Source of(String path, SourceAccess access) {
    return Schemes.ALL.source(path, access);
  }

  /**
   * The sources that a path stands for.
   *
   * @param path as for {@link #of}, or a pattern of such paths ({@link Glob}); one that exists as
   *     it is written is no pattern
   * @param access what the caller may read; looked at when directories are listed
   * @throws RequestException if the path names no known kind of source (SQLSTATE 22023)
   * @throws SourceException if nothing matches a pattern (58P01), or too much does (54000)
   */
  public static SourceSet find(String path, SourceAccess access) {
    return Schemes.ALL.find(path, access);
  }

  /**
   * Refuses the option {@code server} where no server object can say where a path's sources are.
   *
   * @throws RequestException with SQLSTATE 22023
   */
  public static void requireServers(String path) {
    Schemes.ALL.requireServers(path);
  }

  /** Whether there is nothing left that {@link #load} might ask for. */
  public static boolean areLoaded() {
    return Schemes.ALL.areLoaded();
  }

  /**
   * Loads what reads sources of a path's kind.
   *
   * @return null, or the name of the jar within the engine's that has to be handed over first
   * @throws SourceException where such a jar is damaged (XX000)
   */
  public static String load(String path) {
    return Schemes.ALL.load(path);
  }

  /** The refusal of a pattern that matches too much. */
  static SourceException tooMany(String path, String what) {
    return new SourceException(
        ErrorCode.LIMIT_EXCEEDED,
        "\"" + path + "\" matches more than " + SourceListing.MOST_SOURCES + " " + what,
        null,
        "Move them in several calls, with mode \"append\" from the second on.",
        null);
  }

  /**
   * Where a path leads once its symbolic links and {@code ..} are resolved; of a path that does not
   * exist, the part that does.
   *
   * @param path an absolute path of a server file or directory, not null
   * @throws RequestException if it is no such path (22023)
   * @throws SourceException if not every file may be read (42501)
   */
  public static String resolve(String path, SourceAccess access) {
    FileSource file = new FileSource(path, access);
    if (!access.allFiles()) {
      throw access.refusal(path);
    }
    return file.resolve();
  }
}
