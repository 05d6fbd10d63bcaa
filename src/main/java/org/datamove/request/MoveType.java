package org.datamove.request;

/** What the caller expects of the target. */
public enum MoveType {
  /** It does not exist, and is made from the file. */
  NEW_TABLE,
  /** The file's columns equal the table's. */
  EXISTING_SCHEMA,
  /** The table's columns follow the file. */
  NEW_SCHEMA
}
