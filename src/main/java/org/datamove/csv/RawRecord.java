package org.datamove.csv;

/**
 * A record as it stands in its file, with its line end. Either text or bytes are null.
 *
 * @param text its characters
 * @param bytes where text cannot hold it, its bytes in the file's encoding: it has a NUL, bytes
 *     that stand for no character, or a character that the database has not
 * @param origin its file
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares or prints them
public record RawRecord(String text, byte[] bytes, Origin origin) {
  /** A record that text can hold. */
  static RawRecord of(String text) {
    return new RawRecord(text, null, null);
  }

  /** One that it cannot. */
  static RawRecord of(byte[] bytes) {
    return new RawRecord(null, bytes, null);
  }

  RawRecord from(Origin file) {
    return new RawRecord(text, bytes, file);
  }

  /** How much room it takes, in characters or bytes. */
  public int length() {
    return text == null ? bytes.length : text.length();
  }
}
