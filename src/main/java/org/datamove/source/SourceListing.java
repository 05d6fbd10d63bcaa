package org.datamove.source;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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

  /** The order of names: that of their UTF-8 bytes. */
  Comparator<String> BY_BYTES =
      (a, b) ->
          Arrays.compareUnsigned(
              a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

  /**
   * The sources in the order of their paths' UTF-8 bytes, each once.
   *
   * @return an empty list where nothing matches; never more than {@link #MOST_SOURCES} and one
   * @throws org.datamove.error.SourceException where it cannot be looked at
   */
  List<Source> list();
}
