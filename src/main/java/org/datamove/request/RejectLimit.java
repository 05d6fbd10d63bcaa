package org.datamove.request;

/**
 * How many rows may be rejected: a number of rows, or a percentage of them.
 *
 * @param rows a number of rows, 0 or more; null where a percentage is given
 * @param percent a percentage of the file's rows; null where a number is given
 */
public record RejectLimit(Integer rows, Double percent) {
  /** Unless the caller says otherwise. */
  public static final RejectLimit DEFAULT = new RejectLimit(100, null);

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
