package org.datamove.request;

/** What the escape character means. */
public enum EscapeDialect {
  /**
   * As ESCAPE of PostgreSQL's COPY in CSV format: only inside quotes, and only before the quote and
   * the escape character itself; before anything else it is a character like others.
   */
  COPY,
  /**
   * As the backslash of COPY's text format and of MySQL's: inside quotes and outside, {@code \b \f
   * \n \r \t \v}, {@code \ooo} and {@code \xHH} stand for characters, and every other character
   * behind it for itself.
   */
  BACKSLASH
}
