package org.datamove.request;

/**
 * What happens to a column of the table that is not in the file, where the table follows the file.
 */
public enum MissingColumns {
  /** It is dropped. */
  DROP,
  /** It stays; its rows get its default. */
  KEEP
}
