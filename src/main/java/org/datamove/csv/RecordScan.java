package org.datamove.csv;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

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
  private final int escape;

  private long position;
  private long line;
  private CsvProblem problem;
  private CsvProblem kept;
  private final boolean lenient;
  private final BitSet quoted = new BitSet();
  private final List<Written> written = new ArrayList<>();

  /** Where a field stands that is taken as it is written. */
  record Written(long from, long to) {}

  RecordScan(DecodedText text, Dialect dialect) {
    this.text = text;
    this.delimiter = dialect.delimiter();
    this.quote = dialect.options().quote() == null ? -2 : dialect.options().quote();
    this.lenient = dialect.options().lenient();
    this.escape = dialect.options().escape() == null ? -2 : dialect.options().escape();
  }

  /** Walks over the record that starts at a position, on a line. */
  void scan(long start, long firstLine) throws IOException {
    position = start;
    line = firstLine;
    problem = null;
    kept = null;
    quoted.clear();
    written.clear();
    State state = State.FIELD_START;
    int field = 0;
    long writtenFrom = -1;
    long quotePosition = start;
    long quoteLine = firstLine;
    while (true) {
      int c = text.at(position);
      if (c < 0) {
        if (state == State.QUOTED) {
          problem(CsvProblem.Kind.UNCLOSED_QUOTE, quotePosition, quoteLine);
        }
        endField(writtenFrom);
        return;
      }
      if (state == State.QUOTED) {
        if (c == '\n' || (c == '\r' && text.at(position + 1) != '\n')) {
          line++;
        }
        if (c == escape && escape != quote && text.at(position + 1) >= 0) {
          escaped();
        } else if (c == quote) {
          if (text.at(position + 1) == quote) {
            position++;
          } else {
            state = State.AFTER_QUOTE;
          }
        }
        position++;
      } else if (c == '\n' || c == '\r') {
        endField(writtenFrom);
        position += c == '\r' && text.at(position + 1) == '\n' ? 2 : 1;
        line++;
        return;
      } else if (c == delimiter.charAt(0) && isDelimiter()) {
        endField(writtenFrom);
        writtenFrom = -1;
        field++;
        position += delimiter.length();
        state = State.FIELD_START;
      } else {
        if (state == State.AFTER_QUOTE) {
          if (lenient && problem == null && line == quoteLine) {
            keep(CsvProblem.Kind.TEXT_AFTER_QUOTE);
            writtenFrom = quotePosition;
          } else {
            problem(CsvProblem.Kind.TEXT_AFTER_QUOTE, position, line);
          }
          state = State.UNQUOTED;
        } else if (c == quote) {
          // After a problem the record ends with its line: a misplaced quote takes no more than
          // that.
          if (state == State.FIELD_START && problem == null) {
            state = State.QUOTED;
            quotePosition = position;
            quoteLine = line;
            quoted.set(field);
          } else {
            if (lenient && problem == null) {
              keep(CsvProblem.Kind.STRAY_QUOTE);
            } else {
              problem(CsvProblem.Kind.STRAY_QUOTE, position, line);
            }
            state = State.UNQUOTED;
          }
        } else {
          state = State.UNQUOTED;
          if (c == escape && text.at(position + 1) >= 0) {
            escaped();
          }
        }
        position++;
      }
    }
  }

  /** Goes on to the character behind an escape character. */
  private void escaped() throws IOException {
    position++;
    int c = text.at(position);
    if (c == '\n' || (c == '\r' && text.at(position + 1) != '\n')) {
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

  private void endField(long writtenFrom) {
    if (writtenFrom >= 0) {
      written.add(new Written(writtenFrom, position));
    }
  }

  private void keep(CsvProblem.Kind kind) throws IOException {
    if (kept == null) {
      kept = new CsvProblem(kind, line, text.excerpt(position, 40));
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

  /** The fields that are taken as they are written, their quotes included. */
  List<Written> written() {
    return written;
  }

  /** The first misplaced quote that is no problem, or null. */
  CsvProblem kept() {
    return kept;
  }

  /** The first misplaced quote that is one, or null. */
  CsvProblem problem() {
    return problem;
  }
}
