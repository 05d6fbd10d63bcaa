package org.datamove.csv;

import java.util.ArrayList;
import java.util.List;
import org.datamove.request.CsvOptions;

/**
 * A sample split into records by one delimiter, as {@link RecordReader} would split it; a test
 * holds the two together. It is asked for each candidate, so it makes no row of values.
 */
final class SampleSplit {
  /** A field: where it stands, and whether it is quoted. */
  record Field(int from, int to, boolean quoted) {}

  private final String text;
  private final String delimiter;
  private final char quote;
  private final char escape;
  private final char comment;
  private final List<String> nulls;
  private final List<List<Field>> records = new ArrayList<>();

  /**
   * Splits a text.
   *
   * @param text the beginning of a file
   * @param whole whether that is all of it; else its last record is ignored, if there is another
   * @param delimiter one or more characters
   */
  SampleSplit(String text, boolean whole, String delimiter, CsvOptions options) {
    this(text, delimiter, options);
    int at = behindSkipped(options.skipLines());
    while (at < text.length()) {
      at = text.charAt(at) == comment ? behindLine(at) : record(at);
    }
    if (!whole && records.size() > 1) {
      records.remove(records.size() - 1);
    }
  }

  private SampleSplit(String text, String delimiter, CsvOptions options) {
    this.text = text;
    this.delimiter = delimiter;
    this.quote = orNone(options.quote());
    this.escape = options.escape() == null ? quote : options.escape();
    this.comment = orNone(options.comment());
    this.nulls = options.nulls();
  }

  private int behindSkipped(int lines) {
    int at = 0;
    for (int i = 0; i < lines && at < text.length(); i++) {
      at = behindLine(at);
    }
    return at;
  }

  /** The first line of the text that belongs to a record. */
  static String firstLine(String text, CsvOptions options) {
    SampleSplit split = new SampleSplit(text, "\n", options);
    int from = split.behindSkipped(options.skipLines());
    while (from < text.length() && (split.isLineEnd(from) || text.charAt(from) == split.comment)) {
      from = split.isLineEnd(from) ? from + 1 : split.behindLine(from);
    }
    int to = from;
    while (to < text.length() && !split.isLineEnd(to)) {
      to++;
    }
    return text.substring(from, to);
  }

  /** NUL stands for none; no sample of text has one. */
  private static char orNone(Character option) {
    return option == null ? 0 : option;
  }

  /** The records but for blank lines: their fields, none where it is malformed. */
  List<List<Field>> records() {
    return records;
  }

  /** The values of the records; null for NULL. */
  List<List<String>> values() {
    List<List<String>> values = new ArrayList<>();
    for (List<Field> record : records) {
      List<String> fields = new ArrayList<>();
      for (Field field : record) {
        String value = text(field);
        boolean isNull = !field.quoted() && nulls.contains(value);
        fields.add(
            isNull ? null : field.quoted() ? value.replace("" + quote + quote, "" + quote) : value);
      }
      values.add(fields);
    }
    return values;
  }

  String text(Field field) {
    return text.substring(field.from(), field.to());
  }

  private boolean isLineEnd(int at) {
    return text.charAt(at) == '\n' || text.charAt(at) == '\r';
  }

  private int behindLine(int from) {
    int at = from;
    while (at < text.length() && !isLineEnd(at)) {
      at++;
    }
    return behindLineEnd(at);
  }

  private int behindLineEnd(int at) {
    return Math.min(text.startsWith("\r\n", at) ? at + 2 : at + 1, text.length());
  }

  /** Takes the record at a position; gives the position behind it. */
  private int record(int start) {
    List<Field> fields = new ArrayList<>();
    boolean malformed = false;
    int at = start;
    while (true) {
      int from = at;
      boolean quoted = !malformed && at < text.length() && text.charAt(at) == quote && quote != 0;
      if (quoted) {
        at = behindQuotes(at + 1);
        malformed = at < 0;
        at = malformed ? text.length() : at;
      }
      int closed = at;
      while (at < text.length() && !isLineEnd(at) && !text.startsWith(delimiter, at)) {
        char c = text.charAt(at);
        malformed |= quoted || (c == quote && quote != 0);
        at += c == escape && c != quote && c != 0 ? 2 : 1;
      }
      at = Math.min(at, text.length());
      fields.add(quoted ? new Field(from + 1, closed - 1, true) : new Field(from, at, false));
      if (at >= text.length() || isLineEnd(at)) {
        break;
      }
      at += delimiter.length();
    }
    if (!text.substring(start, at).isBlank() || fields.size() > 1) {
      records.add(malformed ? List.of() : fields);
    }
    return behindLineEnd(at);
  }

  /** The position behind the closing quote, or -1 where there is none. */
  private int behindQuotes(int from) {
    int at = from;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == escape && c != quote) {
        at += 2;
      } else if (c == quote && at + 1 < text.length() && text.charAt(at + 1) == quote) {
        at += 2;
      } else if (c == quote) {
        return at + 1;
      } else {
        at++;
      }
    }
    return -1;
  }
}
