package org.datamove.execute;

import org.datamove.csv.Place;
import org.datamove.error.Failure;
import org.datamove.error.ShownText;

/** The database refuses a row on its way into the table. */
public final class RowRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient RefusedException refused;
  private final transient Long place;
  private final transient String path;
  private final boolean sought;

  /**
   * A refused row.
   *
   * @param place where it stands in the file ({@link Place}), or null where that is not known
   * @param path the file
   * @param sought whether it was sought among the rows that went with it
   */
  RowRefusedException(RefusedException refused, Long place, String path, boolean sought) {
    super(refused.getMessage(), refused);
    this.refused = refused;
    this.place = place;
    this.path = path;
    this.sought = sought;
  }

  RefusedException refused() {
    return refused;
  }

  boolean wasSought() {
    return sought;
  }

  /** The physical line, or null where it is not known. */
  Long line() {
    return place == null ? null : Place.line(place);
  }

  /** The file's path; only where the line is known. */
  String path() {
    return path;
  }

  /** What a client is shown. */
  public Failure failure() {
    return refused.failure(place == null ? null : inWords(place, path));
  }

  /** The line of a row as a sentence. */
  static String inWords(long place, String path) {
    return "Line " + Place.line(place) + " of \"" + ShownText.of(path) + "\".";
  }
}
