package org.datamove.request;

/**
 * How many problems are reported, and how many rows may be rejected.
 *
 * @param rows a number of rows, 0 or more; with a percentage the number of findings kept
 * @param percent a percentage of the file's rows, or null where a number is given
 */
public record MaxErrors(int rows, Double percent) {
  /** Unless the caller says otherwise. */
  public static final MaxErrors DEFAULT = new MaxErrors(100, null);

  /** Findings kept for each column and code, 1 or more; all are counted. */
  public int kept() {
    return Math.max(1, rows);
  }

  /** Whether more rows are rejected than allowed. */
  public boolean isExceeded(long rejected, long rowsOfFile) {
    return percent == null ? rejected > rows : rejected * 100.0 > percent * rowsOfFile;
  }

  /** The limit in words: {@code 100 rows} or {@code 5 % of the rows}. */
  public String words() {
    if (percent == null) {
      return rows == 1 ? "1 row" : rows + " rows";
    }
    String number = percent == Math.rint(percent) ? "" + percent.intValue() : percent.toString();
    return number + " % of the rows";
  }
}
