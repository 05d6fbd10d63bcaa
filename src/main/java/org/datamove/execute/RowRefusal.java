package org.datamove.execute;

import org.datamove.csv.Place;
import org.datamove.error.Failure;

/**
 * A row that the database refuses.
 *
 * @param place where it stands in the file ({@link Place})
 * @param path the file
 * @param failure the database's error, as a client may be shown it
 */
public record RowRefusal(long place, String path, Failure failure) {
  /** The 1-based physical line. */
  public long line() {
    return Place.line(place);
  }
}
