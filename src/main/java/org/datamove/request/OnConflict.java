package org.datamove.request;

/** What happens to a row that conflicts with another by a unique or exclusion constraint. */
public enum OnConflict {
  /** It is refused. */
  ERROR,
  /** It is skipped, and counted; the row that is there stays as it is. */
  NOTHING
}
