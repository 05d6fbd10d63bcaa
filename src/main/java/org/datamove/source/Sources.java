package org.datamove.source;

import java.util.List;
import org.datamove.error.ErrorCode;
import org.datamove.error.RequestException;
import org.datamove.error.SourceException;

/** Finds the kind of source that a path names. */
public final class Sources {
  private static final String FILES =
      "The path is one of the database server's file system. \"*\" stands for characters of a"
          + " name, not for \"/\" nor for a dot at its start.";
  private static final String OBJECTS =
      "\"*\" stands for characters of a key, not for \"/\". Keys that the caller may not read do not"
          + " match.";

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
    if (ObjectUrl.isObject(path)) {
      return ObjectStores.of(access.objectStore()).object(ObjectUrl.of(path), access);
    }
    int scheme = path.indexOf("://");
    if (scheme > 0) {
      throw RequestException.invalid(
          "unknown kind of source \"" + path.substring(0, scheme) + "://\"",
          null,
          "Write the file's absolute path on the database server, or s3://bucket/key.");
    }
    return new FileSource(path, access);
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
    if (!Glob.isPattern(path) || exists(path, access)) {
      return new SourceSet(path, false, List.of(of(path, access)));
    }
    if (ObjectUrl.isObject(path)) {
      ObjectStore store = ObjectStores.of(access.objectStore());
      return list(path, store.listing(ObjectUrl.of(path), access), OBJECTS);
    }
    return list(path, new FileListing(path, access), FILES);
  }

  private static boolean exists(String path, SourceAccess access) {
    if (ObjectUrl.isObject(path)) {
      return ObjectStores.of(access.objectStore()).exists(ObjectUrl.of(path), access);
    }
    return new FileSource(path, access).exists();
  }

  private static SourceSet list(String path, SourceListing listing, String hint) {
    List<Source> sources = listing.list();
    if (sources.isEmpty()) {
      throw new SourceException(
          ErrorCode.SOURCE_NOT_FOUND, "no file matches \"" + path + "\"", null, hint, null);
    }
    if (sources.size() > SourceListing.MOST_SOURCES) {
      throw tooMany(path, "files");
    }
    return new SourceSet(path, true, sources);
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
