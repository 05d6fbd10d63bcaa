package org.datamove.source;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.datamove.error.ErrorCode;
import org.datamove.error.SourceException;

/** What can be said of a path by its text alone. */
final class PathText {
  /** The longest path that Linux takes, in bytes (PATH_MAX without the NUL). */
  static final int MOST_BYTES = 4095;

  private PathText() {}

  /** Refuses a path that is longer than any that the system takes. */
  static void checkLength(String path) {
    if (path.length() > MOST_BYTES || path.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      throw new SourceException(
          ErrorCode.SOURCE_UNREADABLE,
          "could not open file \""
              + path.substring(0, 100)
              + "...\" for reading: File name too long",
          "A path has at most " + MOST_BYTES + " bytes.",
          null,
          null);
    }
  }

  /** The names in a path, from the root on. */
  static List<String> names(String path) {
    List<String> names = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= path.length(); i++) {
      if (i == path.length() || path.charAt(i) == '/') {
        if (i > start) {
          names.add(path.substring(start, i));
        }
        start = i + 1;
      }
    }
    return names;
  }

  /** An absolute path without {@code .}, {@code ..} and empty names, as its text says. */
  static String normalized(String path) {
    List<String> kept = new ArrayList<>();
    for (String name : names(path)) {
      if (name.equals("..")) {
        if (!kept.isEmpty()) {
          kept.remove(kept.size() - 1);
        }
      } else if (!name.equals(".")) {
        kept.add(name);
      }
    }
    return "/" + String.join("/", kept);
  }

  static String child(String directory, String name) {
    return directory.equals("/") ? directory + name : directory + "/" + name;
  }

  /** The directory that a path is in; the root's is the root. */
  static String parent(String path) {
    return path.substring(0, Math.max(1, path.lastIndexOf('/')));
  }

  /** Whether a normalized path is another one or lies below it. */
  static boolean covers(String prefix, String path) {
    return path.startsWith(prefix)
        && (prefix.equals("/")
            || path.length() == prefix.length()
            || path.charAt(prefix.length()) == '/');
  }
}
