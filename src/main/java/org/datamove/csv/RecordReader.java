package org.datamove.csv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.QuoteMode;

/** Reads records with Apache Commons CSV and goes on after a malformed one. */
final class RecordReader implements Records {
  private final DecodedText text;
  private final Dialect dialect;
  private final CSVFormat format;
  private final RecordScan scan;
  private final Character comment;
  private Iterator<CSVRecord> records;
  private long position;
  private long line = 1;
  private long recordStart;
  private boolean ended;

  RecordReader(DecodedText text, Dialect dialect) throws IOException {
    this.text = text;
    this.dialect = dialect;
    this.scan = new RecordScan(text, dialect);
    this.comment = dialect.options().comment();
    this.format = format(dialect);
    skipLines(dialect.options().skipLines());
    restart();
  }

  private static CSVFormat format(Dialect dialect) {
    return CSVFormat.Builder.create()
        .setDelimiter(dialect.delimiter())
        .setQuote(dialect.options().quote())
        .setEscape(dialect.options().escape())
        .setCommentMarker(dialect.options().comment())
        .setNullString(dialect.options().nullText())
        .setQuoteMode(QuoteMode.ALL_NON_NULL) // a quoted null text is not NULL, as in COPY
        .setIgnoreEmptyLines(false)
        .setRecordSeparator('\n')
        .get();
  }

  private void restart() throws IOException {
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
    if (ended || text.at(position) < 0) {
      return false;
    }
    boolean refused = false;
    try {
      fill(row, records.next());
    } catch (UncheckedIOException e) {
      if (tooLong(row, e.getCause())) {
        return true;
      }
      if (!(e.getCause() instanceof CSVException)) {
        throw e.getCause();
      }
      refused = true;
    }
    try {
      scan.scan(position, line);
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
    if (refused && row.problem() == null) {
      readAlone(row, rowNumber);
    }
    if (refused || scan.problem() != null) {
      restart();
    }
    return true;
  }

  @Override
  public String record() throws IOException {
    return text.between(recordStart, position);
  }

  /** The one thing that only Commons CSV refuses: an escape character at the end of the file. */
  private void readAlone(Row row, long rowNumber) throws IOException {
    String escaped = record() + dialect.options().escape();
    row.start(rowNumber, row.line());
    try (CSVParser parser = CSVParser.parse(escaped, format)) {
      fill(row, parser.iterator().next());
    }
  }

  private static void fill(Row row, CSVRecord record) {
    for (String value : record) {
      if (value == null) {
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
