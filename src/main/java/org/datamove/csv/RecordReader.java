package org.datamove.csv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads records with Apache Commons CSV and goes on after a malformed one. */
final class RecordReader implements Records {
  private final DecodedText text;
  private final Dialect dialect;
  private final List<String> nulls;
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
    this.nulls = dialect.options().nulls();
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
    CSVRecord record = null;
    try {
      record = records.next();
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
    boolean asWritten = !scan.written().isEmpty();
    if (row.problem() == null) {
      row.keptQuote(scan.kept());
      fill(row, record == null || asWritten ? alone(start) : record);
    } else if (record != null) {
      fill(row, record); // for the number of fields
    }
    if (record == null || asWritten || scan.problem() != null) {
      restart();
    }
    return true;
  }

  @Override
  public String record() throws IOException {
    return text.between(recordStart, position);
  }

  /** Reads a record that Commons CSV refuses as it is. */
  private CSVRecord alone(long start) throws IOException {
    String record = quoteWritten(start);
    try {
      return parse(record);
    } catch (UncheckedIOException e) {
      return parse(record + dialect.options().escape()); // it has one at the end of the file
    }
  }

  private CSVRecord parse(String record) throws IOException {
    try (CSVParser parser = CSVParser.parse(record, format)) {
      return parser.iterator().next();
    }
  }

  /** The record's text with the fields in quotes that are to be taken as they are written. */
  private String quoteWritten(long start) throws IOException {
    StringBuilder record = new StringBuilder();
    Character quote = dialect.options().quote();
    Character escape = dialect.options().escape();
    long at = start;
    for (RecordScan.Written field : scan.written()) {
      record.append(text.slice(at, field.from())).append(quote);
      for (char c : text.slice(field.from(), field.to()).toCharArray()) {
        if (c == quote || (escape != null && c == escape)) {
          record.append(c);
        }
        record.append(c);
      }
      record.append(quote);
      at = field.to();
    }
    return record.append(text.slice(at, position)).toString();
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
