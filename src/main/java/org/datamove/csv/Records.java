package org.datamove.csv;

import java.io.IOException;

/** One record after the other, malformed ones included. */
sealed interface Records permits RecordReader, PlainReader {
  /**
   * How long a record may be, without its line end: bytes in UTF-8, whatever the file's encoding.
   * It keeps memory bounded, on a quote that is never closed for one.
   */
  int MAX_BYTES = 16 * 1024 * 1024;

  /**
   * Reads the next record into the row.
   *
   * @return false at the end of the file; the row is then unspecified
   */
  boolean next(Row row, long rowNumber) throws IOException;

  /** Says on which line of its file the text starts, where that is not the first. */
  void startsOn(long line);

  /** Says how many fields a record should have; 0 where that is not known. */
  void expect(int fields);

  /**
   * A line of the file, without its end.
   *
   * @param from where it starts, counted from the start of the record that was read last
   * @return null behind the end of the file
   */
  String line(long from) throws IOException;

  /** Where the line that starts there is followed by the next. */
  long behind(long from) throws IOException;

  /** How long the record that was read last is, with its line end, counted alike. */
  long length();

  /** Whether the record that was read last is a line of nothing but blanks and tabs, or of none. */
  boolean isBlank() throws IOException;

  /** The record that was read last, as it stands in the file; its origin is not known. */
  RawRecord record() throws IOException;
}
