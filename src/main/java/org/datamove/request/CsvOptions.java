package org.datamove.request;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;

/**
 * How the caller says the file is written.
 *
 * @param delimiter one or more characters between fields, or null to detect it
 * @param quote the quote character, or null for none
 * @param escape the escape character, or null where a doubled quote inside quotes is the only one
 * @param escapeDialect what the escape character means
 * @param nulls the unquoted texts that stand for NULL, one or more, as they stand in the file: they
 *     are compared before escapes are read
 * @param comment the character that starts a comment line, or null for none
 * @param skipLines physical lines to skip before the header, 0 or more
 * @param header where the names come from
 * @param columns the columns to read and the names they get, or nothing where all are read
 * @param headerMatch how the headers of several files must go with the first one's
 * @param maxExpansion how many times its compressed size a file may have
 * @param encoding the charset, or null for UTF-8, or UTF-16 where the file starts with its mark
 * @param lenient whether records are repaired where that loses nothing
 */
public record CsvOptions(
    String delimiter,
    Character quote,
    Character escape,
    EscapeDialect escapeDialect,
    List<String> nulls,
    Character comment,
    int skipLines,
    HeaderOption header,
    Map<String, String> columns,
    HeaderMatch headerMatch,
    int maxExpansion,
    Charset encoding,
    boolean lenient) {
  /** Whether an escape character other than the quote has to be read. */
  public boolean hasEscapes() {
    return escape != null && !escape.equals(quote);
  }

  /** Whether the caller says which columns are read, and how they are called. */
  public boolean selectsColumns() {
    return !columns.isEmpty();
  }

  /** The same for a file whose fields go by position. */
  public CsvOptions withoutHeader() {
    return with(skipLines, new HeaderOption.Absent());
  }

  /** The same for a file whose header is below some lines. */
  public CsvOptions withSkipLines(int lines) {
    return with(lines, header);
  }

  private CsvOptions with(int lines, HeaderOption names) {
    return new CsvOptions(
        delimiter,
        quote,
        escape,
        escapeDialect,
        nulls,
        comment,
        lines,
        names,
        columns,
        headerMatch,
        maxExpansion,
        encoding,
        lenient);
  }
}
