package org.datamove.csv;

/**
 * What makes a record malformed.
 *
 * @param kind the kind of flaw
 * @param line the 1-based physical line of the flaw
 * @param excerpt the text around it, at most 40 characters, not null
 */
public record CsvProblem(Kind kind, long line, String excerpt) {

  /** The kinds of flaw that reading finds. */
  public enum Kind {
    /** A quoted field does not end before the file does. */
    UNCLOSED_QUOTE,
    /** A quoted field does not end on its line, and the lines behind it are records. */
    UNCLOSED_ON_LINE,
    /** Text stands between a closing quote and the next delimiter. */
    TEXT_AFTER_QUOTE,
    /** A quote stands inside a field that does not start with one. */
    STRAY_QUOTE,
    /** A byte sequence is not valid in the file's encoding. */
    INVALID_ENCODING,
    /** A NUL character, which PostgreSQL's text cannot hold. */
    NUL_CHARACTER,
    /** A character that the database's encoding does not have; the excerpt has its UTF-8 bytes. */
    UNSTORABLE_CHARACTER,
    /** The record has the header's names once more. */
    REPEATED_HEADER,
    /** What was kept as one record holds more than one. */
    SEVERAL_RECORDS,
    /** A record of a file of rejected rows stands there as it was. */
    UNMENDED_RECORD,
    /** The record is longer than {@link Records#MAX_BYTES}. */
    RECORD_TOO_LONG;

    /** Whether it is a misplaced quote. */
    boolean isQuote() {
      return compareTo(STRAY_QUOTE) <= 0;
    }
  }
}
