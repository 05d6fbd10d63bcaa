package org.datamove.csv;

import java.util.ArrayList;
import java.util.List;
import org.datamove.request.EscapeDialect;

/**
 * Where the fields of a line with misplaced quotes may end. Each is written in one of three ways:
 *
 * <ul>
 *   <li>without a quote at its start; quotes in it are characters
 *   <li>between a quote and one before a delimiter or the end; quotes in between need not be
 *       doubled
 *   <li>between two quotes, a blank and text behind them that does not end with a quote: as it is
 *       written, a delimiter only between the two quotes
 * </ul>
 *
 * A line end stands only between quotes.
 */
final class LineFields {
  /** Of what kind a field is. */
  enum Form {
    UNQUOTED,
    QUOTED,
    WRITTEN,
    /** Begins with a quote that it never closes: only ever one of several ways, not taken. */
    OPEN
  }

  record Field(int from, int to, Form form) {}

  private final String text;
  private final Dialect dialect;
  private final int quote;
  private final int escape; // -2 for none
  private final boolean backslash;
  private final boolean doubles;
  private int steps;

  LineFields(String text, Dialect dialect) {
    this.text = text;
    this.dialect = dialect;
    this.quote = dialect.options().quote() == null ? -2 : dialect.options().quote();
    this.escape = dialect.options().hasEscapes() ? dialect.options().escape() : -2;
    this.backslash = dialect.options().escapeDialect() == EscapeDialect.BACKSLASH;
    this.doubles = escape == -2 || backslash;
  }

  /** How many characters have been looked at. */
  int steps() {
    return steps;
  }

  /** The ways to read the field that starts at a position. */
  List<Field> choices(int from) {
    if (from >= text.length() || text.charAt(from) != quote) {
      int to = fieldEnd(from);
      return holdsLineEnd(from, to) ? List.of() : List.of(new Field(from, to, Form.UNQUOTED));
    }
    List<Field> choices = new ArrayList<>();
    int closing = -1; // the first quote that closes, read strictly
    for (int at = from + 1; at < text.length(); at++) {
      steps++;
      if (isEscaped(at)) {
        at++;
      } else if (text.charAt(at) == quote) {
        if (endsField(at + 1)) {
          choices.add(new Field(from, at + 1, Form.QUOTED));
        }
        boolean doubled = doubles && at + 1 < text.length() && text.charAt(at + 1) == quote;
        if (closing < 0 && doubled) {
          if (endsField(at + 2)) {
            choices.add(new Field(from, at + 2, Form.QUOTED));
          }
          at++;
        } else if (closing < 0) {
          closing = at;
        }
      }
    }
    int end = closing < 0 ? -1 : fieldEnd(closing + 1);
    // Right behind a quote, the text could be the next field's.
    boolean blank = closing >= 0 && closing + 1 < end && text.charAt(closing + 1) == ' ';
    if (blank && text.charAt(end - 1) != quote && !holdsLineEnd(closing + 1, end)) {
      choices.add(new Field(from, end, Form.WRITTEN));
    }
    int to = fieldEnd(from);
    if (choices.stream().noneMatch(field -> field.to() == to) && !holdsLineEnd(from, to)) {
      choices.add(new Field(from, to, Form.OPEN));
    }
    return choices;
  }

  /** Whether an escape character stands at a position, with what it escapes. */
  boolean isEscaped(int at) {
    if (text.charAt(at) != escape || at + 1 == text.length()) {
      return false;
    }
    char next = text.charAt(at + 1);
    return backslash || next == quote || next == escape;
  }

  private boolean endsField(int at) {
    return at == text.length() || text.startsWith(dialect.delimiter(), at);
  }

  private int fieldEnd(int from) {
    int at = from;
    while (!endsField(at)) {
      at += isEscaped(at) ? 2 : 1;
      steps++;
    }
    return Math.min(at, text.length());
  }

  private boolean holdsLineEnd(int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) == '\n' || text.charAt(i) == '\r') {
        return true;
      }
    }
    return false;
  }

  /** Whether a field's value is certain: neither of the quotes around it can be missing. */
  boolean isCertain(Field field) {
    if (field.form() == Form.UNQUOTED && field.to() > field.from()) {
      // Its last quote may be the second of two.
      long quotes =
          text.substring(field.from(), field.to()).chars().filter(c -> c == quote).count();
      return text.charAt(field.to() - 1) != quote || quotes % 2 == 0;
    }
    return field.form() == Form.QUOTED ? isClosedOnce(field) : field.form() != Form.OPEN;
  }

  /** Whether no quote inside a quoted field could end it, or begin the next. */
  private boolean isClosedOnce(Field field) {
    for (int at = field.from() + 1; at < field.to() - 1; at++) {
      if (isEscaped(at)) {
        at++;
      } else if (text.charAt(at) == quote) {
        boolean doubled = doubles && at + 2 < field.to() && text.charAt(at + 1) == quote;
        int before = at - dialect.delimiter().length();
        if (doubled) {
          at++;
        } else if (endsField(at + 1) || text.startsWith(dialect.delimiter(), before)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether a line is, as it is written, a record of a number of fields; or blank. */
  static boolean isWellFormed(String text, Dialect dialect, int expected) {
    LineFields line = new LineFields(text, dialect);
    int found = 1;
    int at = 0;
    while (true) {
      boolean quoted = at < text.length() && text.charAt(at) == line.quote;
      int end = quoted ? line.closing(at) : line.fieldEnd(at);
      boolean stray =
          !quoted
              && (text.substring(at, end).indexOf(line.quote) >= 0 || line.holdsLineEnd(at, end));
      if (end < 0 || stray || !line.endsField(end)) {
        return false;
      }
      if (end == text.length()) {
        return found == expected || text.isBlank();
      }
      at = end + dialect.delimiter().length();
      found++;
    }
  }

  /** The position behind the quote that closes a field, read strictly; -1 where none does. */
  private int closing(int from) {
    for (int at = from + 1; at < text.length(); at++) {
      if (isEscaped(at)) {
        at++;
      } else if (text.charAt(at) == quote) {
        if (!doubles || at + 1 == text.length() || text.charAt(at + 1) != quote) {
          return at + 1;
        }
        at++;
      }
    }
    return -1;
  }
}
