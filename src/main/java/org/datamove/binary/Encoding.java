package org.datamove.binary;

/** What became of a value that was to be encoded. */
public enum Encoding {
  /** It is encoded, PostgreSQL surely takes it, and keeps it as it is. */
  SURE,

  /**
   * It is encoded. Whether PostgreSQL takes it, or alters it, remains to be checked; if it takes
   * the text, it makes of it what was encoded.
   */
  TO_CHECK,

  /** It is not encoded; PostgreSQL has to read the text. */
  NONE
}
