package org.datamove.csv;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.datamove.request.EscapeDialect;

/**
 * Reads the escapes of a field. Source of the rules: PostgreSQL's manual, COPY, sections "Text
 * Format" and "CSV Format".
 */
final class Escapes {
  private static final String LETTERS = "bfnrtv";
  private static final String MEANINGS = "\b\f\n\r\t\u000B";

  private final int quote;
  private final int escape;
  private final boolean backslash;

  Escapes(Dialect dialect) {
    this.quote = dialect.options().quote() == null ? -2 : dialect.options().quote();
    boolean own = dialect.options().hasEscapes();
    this.escape = own ? dialect.options().escape() : quote;
    this.backslash = own && dialect.options().escapeDialect() == EscapeDialect.BACKSLASH;
  }

  /** Whether the file ends with a line of {@code \.}, as data of COPY's text format may. */
  boolean isEndOfData(DecodedText text, long position) throws IOException {
    if (!backslash || text.at(position) != escape || text.at(position + 1) != '.') {
      return false;
    }
    long end = position + 2;
    end += text.at(end) == '\r' ? 1 : 0;
    end += text.at(end) == '\n' ? 1 : 0;
    return text.at(end) < 0;
  }

  /**
   * Adds a field to a row.
   *
   * @param raw as it stands in the file, between its quotes where it is quoted
   * @return null, or what its escapes make that cannot be stored
   */
  CsvProblem.Kind add(Row row, String raw, boolean quoted) {
    boolean unescaped = raw.indexOf(escape) < 0 && raw.indexOf(quote) < 0;
    if (unescaped || (!quoted && !backslash)) {
      row.add(raw);
      return null;
    }
    ByteArrayOutputStream value = new ByteArrayOutputStream(raw.length());
    int from = 0; // of what is not yet in the value
    int at = 0;
    while (at + 1 < raw.length()) {
      char c = raw.charAt(at);
      char next = raw.charAt(at + 1);
      if (c == escape && backslash) {
        put(value, raw, from, at);
        from = afterEscape(value, raw, at + 1);
        at = Math.max(from, at + 2);
      } else if ((c == escape && (next == quote || next == escape))
          || (quoted && c == quote && next == quote)) {
        put(value, raw, from, at);
        from = at + 1;
        at += 2;
      } else {
        at++;
      }
    }
    put(value, raw, from, raw.length());
    byte[] bytes = value.toByteArray();
    row.add(bytes, 0, bytes.length);
    return flaw(bytes);
  }

  /** Adds what an escape stands for; gives where the text goes on that stands for itself. */
  private static int afterEscape(ByteArrayOutputStream value, String raw, int at) {
    char c = raw.charAt(at);
    int letter = LETTERS.indexOf(c);
    if (letter >= 0) {
      value.write(MEANINGS.charAt(letter));
      return at + 1;
    }
    boolean hex = c == 'x';
    int digits = hex ? at + 1 : at;
    int end = digits;
    int number = 0;
    while (end < raw.length()
        && end - digits < (hex ? 2 : 3)
        && Character.digit(raw.charAt(end), hex ? 16 : 8) >= 0
        && raw.charAt(end) < 0x80) {
      number = number * (hex ? 16 : 8) + Character.digit(raw.charAt(end), 16);
      end++;
    }
    if (end == digits) {
      return at;
    }
    value.write(number);
    return end;
  }

  private static void put(ByteArrayOutputStream value, String raw, int from, int to) {
    value.writeBytes(raw.substring(from, to).getBytes(StandardCharsets.UTF_8));
  }

  private static CsvProblem.Kind flaw(byte[] bytes) {
    int at = 0;
    while (at < bytes.length) {
      int length = Utf8Check.length(bytes, at, bytes.length);
      if (length == 0) {
        return CsvProblem.Kind.INVALID_ENCODING;
      }
      if (bytes[at] == 0) {
        return CsvProblem.Kind.NUL_CHARACTER;
      }
      at += length;
    }
    return null;
  }
}
