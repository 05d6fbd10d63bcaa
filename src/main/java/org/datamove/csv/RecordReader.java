package org.datamove.csv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads records with Apache Commons CSV where there is no escape character, and goes on after a
 * malformed one. Comments are left out before it: it would keep them in memory, and count them to
 * the record behind them. What else it does not tell is the scan's ({@link RecordScan}); where
 * there is an escape character, which it reads neither as COPY nor as COPY's text format does, the
 * fields are too.
 */
final class RecordReader implements Records {
  private final DecodedText text;
  private final List<String> nulls;
  private final CSVFormat format; // null where there are escapes, to which it gives other meanings
  private final Escapes escapes;
  private final RecordScan scan;
  private final Character comment;
  private Iterator<CSVRecord> records;
  private long position;
  private long line = 1;
  private long recordStart;
  private boolean ended;
  private final Dialect dialect;
  private final boolean lenient;
  private int expected;
  private int shown; // how many records have been read in another way for a message

  RecordReader(DecodedText text, Dialect dialect) throws IOException {
    this.text = text;
    this.dialect = dialect;
    this.lenient = dialect.options().lenient();
    this.scan = new RecordScan(text, dialect);
    this.nulls = dialect.options().nulls();
    this.comment = dialect.options().comment();
    this.escapes = new Escapes(dialect);
    this.format = dialect.options().hasEscapes() ? null : format(dialect);
    skipLines(dialect.options().skipLines());
    restart();
  }

  private static CSVFormat format(Dialect dialect) {
    return CSVFormat.Builder.create()
        .setDelimiter(dialect.delimiter())
        .setQuote(dialect.options().quote())
        .setIgnoreEmptyLines(false)
        .setRecordSeparator('\n')
        .get();
  }

  private void restart() throws IOException {
    if (format == null) {
      return;
    }
    text.rewind(position);
    records = CSVParser.builder().setReader(text).setFormat(format).get().iterator();
  }

  private void skipLines(int count) throws IOException {
    for (int i = 0; i < count && text.at(position) >= 0; i++) {
      skipLine();
    }
  }

  private void skipLine() throws IOException {
    int c = text.at(position);
    while (c >= 0 && c != '\n' && c != '\r') {
      position++;
      text.release(position);
      c = text.at(position);
    }
    if (c >= 0) {
      position += c == '\r' && text.at(position + 1) == '\n' ? 2 : 1;
      text.release(position);
    }
    text.flawBefore(position);
    line++;
  }

  @Override
  public boolean next(Row row, long rowNumber) throws IOException {
    boolean skipped = false;
    while (comment != null && !ended && text.at(position) == comment) {
      skipLine();
      skipped = true;
    }
    if (skipped) {
      restart(); // the parser may not have kept up with what was let go
    }
    text.release(position);
    recordStart = position;
    row.start(rowNumber, line);
    if (ended || text.at(position) < 0 || escapes.isEndOfData(text, position)) {
      return false;
    }
    CSVRecord record = null;
    try {
      record = format == null ? null : records.next();
    } catch (UncheckedIOException e) {
      if (tooLong(row, e.getCause())) {
        return true;
      }
      if (!(e.getCause() instanceof CSVException)) {
        throw e.getCause();
      }
    }
    try {
      scan.scan(position, line);
      if (text.isLonger(position, scan.end(), MAX_BYTES)) {
        throw new DecodedText.RecordTooLongException();
      }
    } catch (DecodedText.RecordTooLongException e) {
      tooLong(row, e);
      return true;
    }
    long start = position;
    position = scan.end();
    line = scan.nextLine();
    DecodedText.Flaw flaw = text.flawBefore(position);
    if (flaw != null) {
      row.problem(new CsvProblem(flaw.kind(), lineOf(start, row.line(), flaw.position()), ""));
    } else {
      row.problem(scan.problem());
    }
    boolean misplaced = row.problem() != null && row.problem().kind().isQuote();
    if (misplaced && (lenient || shown++ < LineRepair.MOST_SHOWN)) {
      if (record != null) {
        fill(row, record); // for the number of fields
      }
      repair(row, rowNumber);
    } else if (record != null) {
      fill(row, record);
    } else if (row.problem() == null) {
      CsvProblem.Kind escaped = fill(row);
      row.problem(escaped == null ? null : new CsvProblem(escaped, row.line(), ""));
    }
    if (record == null || scan.problem() != null) {
      restart();
    }
    return true;
  }

  private void repair(Row row, long rowNumber) throws IOException {
    boolean onFirstLine = LineRepair.isOnFirstLine(this, row);
    LineRepair repair = LineRepair.of(this, dialect, expected, onFirstLine, length());
    if (repair != null) {
      repair.apply(row, rowNumber, LineRepair.problem(this, row, onFirstLine), lenient);
      if (lenient) {
        position = recordStart + repair.length();
        text.flawBefore(position); // the record is malformed anyway
        line = row.line() + repair.lines();
      }
    }
  }

  @Override
  public void startsOn(long first) {
    line = first;
  }

  @Override
  public void expect(int fields) {
    expected = fields;
  }

  @Override
  public String line(long from) throws IOException {
    long start = recordStart + from;
    if (text.at(start) < 0) {
      return null;
    }
    return text.slice(start, lineEnd(start));
  }

  @Override
  public long behind(long from) throws IOException {
    long at = lineEnd(recordStart + from);
    if (text.at(at) >= 0) {
      at += text.at(at) == '\r' && text.at(at + 1) == '\n' ? 2 : 1;
    }
    return at - recordStart;
  }

  private long lineEnd(long start) throws IOException {
    long at = start;
    for (int c = text.at(at); c >= 0 && c != '\n' && c != '\r'; c = text.at(at)) {
      at++;
    }
    return at;
  }

  @Override
  public long length() {
    return position - recordStart;
  }

  @Override
  public boolean isBlank() throws IOException {
    long at = recordStart;
    int c = text.at(at);
    while (at < position && (c == ' ' || c == '\t')) {
      c = text.at(++at);
    }
    return at == position || c == '\n' || c == '\r';
  }

  @Override
  public RawRecord record() throws IOException {
    return text.raw(recordStart, position);
  }

  /** Adds the fields as the scan has found them; gives what is wrong with an escape, or null. */
  private CsvProblem.Kind fill(Row row) throws IOException {
    CsvProblem.Kind problem = null;
    for (int i = 0; i < scan.fields().size(); i++) {
      RecordScan.Field field = scan.fields().get(i);
      String raw = text.slice(field.from(), field.to());
      if (!scan.isQuoted(i) && nulls.contains(raw)) {
        row.addNull();
      } else {
        CsvProblem.Kind found = escapes.add(row, raw, scan.isQuoted(i));
        problem = problem == null ? found : problem;
      }
    }
    return problem;
  }

  private void fill(Row row, CSVRecord record) {
    int field = 0;
    for (String value : record) {
      // A quoted text is never NULL, as in COPY.
      if (!scan.isQuoted(field++) && nulls.contains(value)) {
        row.addNull();
      } else {
        row.add(value);
      }
    }
  }

  private boolean tooLong(Row row, IOException cause) throws IOException {
    if (!(cause instanceof DecodedText.RecordTooLongException)) {
      return false;
    }
    row.problem(
        new CsvProblem(CsvProblem.Kind.RECORD_TOO_LONG, row.line(), text.excerpt(position, 40)));
    ended = true;
    return true;
  }

  private long lineOf(long start, long startLine, long flaw) throws IOException {
    long at = startLine;
    for (long i = start; i < flaw; i++) {
      int c = text.at(i);
      if (c == '\n' || (c == '\r' && text.at(i + 1) != '\n')) {
        at++;
      }
    }
    return at;
  }
}
