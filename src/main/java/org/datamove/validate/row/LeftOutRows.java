package org.datamove.validate.row;

import java.util.HashMap;
import java.util.Map;
import org.datamove.csv.Row;
import org.datamove.error.Failure;
import org.datamove.validate.finding.Finding;

/** The rows that are left out because the database has refused them. */
public final class LeftOutRows {
  private final Map<Long, Failure> failures = new HashMap<>();

  /**
   * Adds a row.
   *
   * @param place where it stands ({@link org.datamove.csv.Place})
   * @param failure the database's error
   */
  public void add(long place, Failure failure) {
    failures.put(place, failure);
  }

  /** What is wrong with a row, or null. */
  Finding of(Row row) {
    Failure failure = failures.isEmpty() ? null : failures.get(row.place());
    return failure == null ? null : Finding.ofFailure(row.number(), row.place(), failure);
  }
}
