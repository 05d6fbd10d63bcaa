package org.datamove.csv;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.datamove.request.EscapeDialect;

/**
 * Walks over one record to find where it ends, which of its fields are quoted, and the first
 * misplaced quote in it. Commons CSV does not report quotes inside unquoted fields nor blanks after
 * a closing quote, and says nothing of where the next record starts once it has refused one.
 */
final class RecordScan {
  private enum State {
    FIELD_START,
    UNQUOTED,
    QUOTED,
    AFTER_QUOTE
  }

  private final DecodedText text;
  private final String delimiter;
  private final int quote;
  private final int escape; // -2 for none, or where it is the quote
  private final boolean backslash;

  private long position;
  private long line;
  private CsvProblem problem;
  private final BitSet quoted = new BitSet();
  private final List<Field> fields = new ArrayList<>();

  /** Where a field's text stands, without its quotes. */
  record Field(long from, long to) {}

  RecordScan(DecodedText text, Dialect dialect) {
    this.text = text;
    this.delimiter = dialect.delimiter();
    this.quote = dialect.options().quote() == null ? -2 : dialect.options().quote();
    this.escape = dialect.options().hasEscapes() ? dialect.options().escape() : -2;
    this.backslash = dialect.options().escapeDialect() == EscapeDialect.BACKSLASH;
  }

  /** Walks over the record that starts at a position, on a line. */
  void scan(long start, long firstLine) throws IOException {
    position = start;
    line = firstLine;
    problem = null;
    quoted.clear();
    fields.clear();
    State state = State.FIELD_START;
    long fieldStart = start;
    long quotePosition = start;
    long closing = -1; // of the field's quotes
    long quoteLine = firstLine;
    while (true) {
      int c = text.at(position);
      if (c < 0) {
        if (state == State.QUOTED) {
          problem(CsvProblem.Kind.UNCLOSED_QUOTE, quotePosition, quoteLine);
        }
        endField(fieldStart, closing);
        return;
      }
      if (state == State.QUOTED) {
        if (c == '\n' || (c == '\r' && text.at(position + 1) != '\n')) {
          line++;
        }
        if (c == escape && escapes(text.at(position + 1))) {
          escaped();
        } else if (c == quote) {
          // With an escape character of COPY's, a quote in quotes is not doubled.
          if (text.at(position + 1) == quote && (escape == -2 || backslash)) {
            position++;
          } else {
            state = State.AFTER_QUOTE;
            closing = position;
          }
        }
        position++;
      } else if (c == '\n' || c == '\r') {
        endField(fieldStart, closing);
        position += c == '\r' && text.at(position + 1) == '\n' ? 2 : 1;
        line++;
        return;
      } else if (c == delimiter.charAt(0) && isDelimiter()) {
        endField(fieldStart, closing);
        closing = -1;
        position += delimiter.length();
        fieldStart = position;
        state = State.FIELD_START;
      } else {
        if (state == State.AFTER_QUOTE) {
          problem(CsvProblem.Kind.TEXT_AFTER_QUOTE, position, line);
          state = State.UNQUOTED;
        } else if (c == quote) {
          // After a problem the record ends with its line: a misplaced quote takes no more than
          // that.
          if (state == State.FIELD_START && problem == null) {
            state = State.QUOTED;
            quotePosition = position;
            quoteLine = line;
            quoted.set(fields.size());
          } else {
            problem(CsvProblem.Kind.STRAY_QUOTE, position, line);
            state = State.UNQUOTED;
          }
        } else {
          state = State.UNQUOTED;
          if (c == escape && backslash && text.at(position + 1) >= 0) {
            escaped();
          }
        }
        position++;
      }
    }
  }

  /** Whether an escape character inside quotes has its meaning before a character. */
  private boolean escapes(int next) {
    return next >= 0 && (backslash || next == escape || next == quote);
  }

  /** Goes on to the character behind an escape character. */
  private void escaped() throws IOException {
    position++;
    int c = text.at(position);
    if (c == '\r' && text.at(position + 1) == '\n') {
      position++;
      c = '\n';
    }
    if (c == '\n' || c == '\r') {
      line++;
    }
  }

  private boolean isDelimiter() throws IOException {
    for (int i = 1; i < delimiter.length(); i++) {
      if (text.at(position + i) != delimiter.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private void endField(long start, long closing) {
    if (closing >= 0) {
      fields.add(new Field(start + 1, closing));
    } else {
      fields.add(new Field(start, position));
    }
  }

  private void problem(CsvProblem.Kind kind, long where, long onLine) throws IOException {
    if (problem == null) {
      problem = new CsvProblem(kind, onLine, text.excerpt(where, 40));
    }
  }

  /** Where the next record starts. */
  long end() {
    return position;
  }

  /** The line on which the next record starts. */
  long nextLine() {
    return line;
  }

  /** Whether a field, by its 0-based position, is quoted. */
  boolean isQuoted(int field) {
    return quoted.get(field);
  }

  /** Every field, where there is no problem. */
  List<Field> fields() {
    return fields;
  }

  /** The first misplaced quote, or null. */
  CsvProblem problem() {
    return problem;
  }
}
