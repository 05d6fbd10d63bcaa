package org.datamove.source;

import java.util.Comparator;
import java.util.List;

/**
 * Finds the sources that one path stands for.
 *
 * <p>An implementation may look at names and sizes only, must not open a source, and must not
 * return one whose path the caller could not have named himself.
 */
public interface SourceListing {
  /** The most sources that one path may stand for. */
  int MOST_SOURCES = 100_000;

  /** The order of names: that of their UTF-8 bytes, which is that of their characters. */
  Comparator<String> BY_BYTES =
      (a, b) -> {
        int at = 0;
        int end = Math.min(a.length(), b.length());
        while (at < end && a.charAt(at) == b.charAt(at)) {
          at++;
        }
        if (at == end) {
          return a.length() - b.length();
        }
        boolean beyond = Character.isSurrogate(a.charAt(at));
        return beyond == Character.isSurrogate(b.charAt(at))
            ? a.charAt(at) - b.charAt(at)
            : beyond ? 1 : -1;
      };

  /**
   * The sources in the order of their paths' UTF-8 bytes, each once.
   *
   * @return an empty list where nothing matches; never more than {@link #MOST_SOURCES} and one
   * @throws org.datamove.error.SourceException where it cannot be looked at
   */
  List<Source> list();
}
