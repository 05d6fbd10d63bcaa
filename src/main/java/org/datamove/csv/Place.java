package org.datamove.csv;

/**
 * Where a record starts, in one number: the physical line and, where a path stands for several
 * files, which of them. Places of one move are in the order in which the files are read; a place
 * without a file is the line itself.
 *
 * <p>A single long, because there is one for every row.
 */
public final class Place {
  private static final int LINE_BITS = 40;

  private Place() {}

  /**
   * A place.
   *
   * @param file the 1-based number of the file, or 0 where the path names one file only
   * @param line the 1-based physical line
   */
  public static long of(int file, long line) {
    return ((long) file << LINE_BITS) | line;
  }

  /** The 1-based physical line. */
  public static long line(long place) {
    return place & ((1L << LINE_BITS) - 1);
  }

  /** The 1-based number of the file, or 0 where the path names one file only. */
  public static int file(long place) {
    return (int) (place >>> LINE_BITS);
  }
}
