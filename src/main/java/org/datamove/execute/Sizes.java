package org.datamove.execute;

/** Sizes as PostgreSQL's pg_size_pretty writes them. */
final class Sizes {
  private static final String[] UNITS = {"kB", "MB", "GB", "TB", "PB"};
  private static final long MOST_BYTES = 10 * 1024;

  private Sizes() {}

  /** Rounded to the unit in which it has at most four digits, or five. */
  static String pretty(long bytes) {
    if (bytes < MOST_BYTES) {
      return bytes + " bytes";
    }
    long halves = bytes >> 9;
    int unit = 0;
    while (halves >= 2 * MOST_BYTES - 1 && unit < UNITS.length - 1) {
      halves >>= 10;
      unit++;
    }
    return (halves + 1) / 2 + " " + UNITS[unit];
  }
}
