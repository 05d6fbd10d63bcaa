package org.datamove.request;

/** What the caller expects of an existing target. */
public enum MoveType {
  /** The file's columns equal the table's. */
  EXISTING_SCHEMA,
  /** The table's columns follow the file. */
  NEW_SCHEMA
}
