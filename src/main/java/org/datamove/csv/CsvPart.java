package org.datamove.csv;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.datamove.request.CsvOptions;
import org.datamove.request.HeaderOption;
import org.datamove.source.LentBuffer;

/** One file: its dialect, its header and, one after the other, its records. */
final class CsvPart implements AutoCloseable {
  private static final int MOST_LEADING = 10_000;

  private final InputStream bytes;
  private final Charset charset;
  private final Records reader;
  private final Dialect dialect;
  private final Row first = new Row();
  private final boolean firstRead;
  private final ArrayDeque<Row> leading = new ArrayDeque<>(); // blank lines, or rows of one column
  private final long rowsBefore;
  private final FileStart start;
  private boolean pushedBack;
  private boolean firstIsBlank;
  private Row replayed; // the leading line that was given last, or null
  private long rows;

  /**
   * Opens a file and reads its first record.
   *
   * @param in the bytes; closed with this file
   * @param given how the file is written
   * @param delimiter the delimiter where it is decided already, or null
   * @param number which of several files it is, from 1; 0 where it is none of several
   * @param rowsBefore how many rows the files before it have
   * @param known the names of the columns that the file may have
   * @param judge knows data from names
   * @param buffers nobody else's until this file is closed
   */
  CsvPart(
      InputStream in,
      CsvOptions given,
      String delimiter,
      int number,
      long rowsBefore,
      List<String> known,
      HeaderJudge judge,
      Buffers buffers)
      throws IOException {
    this.rowsBefore = rowsBefore;
    BufferedInputStream buffered = new LentBuffer(in, buffers.decompressed);
    start = FileStart.of(buffered, given, delimiter, known, judge);
    dialect = start.dialect();
    CsvOptions options = dialect.options();
    bytes = buffered;
    charset = ByteOrderMark.skip(buffered, options.encoding());
    reader = reader(buffered, charset, dialect, buffers.records);
    first.file(number);
    firstRead = start.notCsv() == null && readFirst(options.header());
    if (options.lenient() && options.header() instanceof HeaderOption.Present) {
      int named = named();
      if (named < first.fields() && first.problem() == null) {
        Refit.apply(first, named);
      }
    }
    pushedBack = firstRead && !(options.header() instanceof HeaderOption.Present);
  }

  /** Reads records, behind the mark of their encoding, in whichever way is the fastest. */
  static Records reader(InputStream in, Charset charset, Dialect dialect, byte[] buffer)
      throws IOException {
    if (!PlainReader.reads(dialect)) {
      return new RecordReader(new DecodedText(in, charset), dialect);
    }
    boolean utf8 = charset.equals(StandardCharsets.UTF_8);
    return new PlainReader(utf8 ? in : new Utf8Stream(in, charset), dialect, buffer);
  }

  /** Reads the first record that is no blank line; where no line is another, the first of them. */
  private boolean readFirst(HeaderOption header) throws IOException {
    boolean oneColumn = false;
    if (header instanceof HeaderOption.Names given) {
      oneColumn = given.names().size() == 1;
      reader.expect(given.names().size());
    }
    long firstLine = 0;
    long blank = 0;
    boolean read = reader.next(first, 0);
    while (read && !oneColumn && isBlank(first) && leading.size() < MOST_LEADING) {
      firstLine = blank == 0 ? first.line() : firstLine;
      blank++;
      if (header instanceof HeaderOption.Absent) {
        Row line = new Row();
        line.copy(first, 0);
        leading.add(line);
      }
      read = reader.next(first, 0);
    }
    if (!read && !leading.isEmpty()) {
      first.copy(leading.remove(), 0);
      firstIsBlank = true;
      return true;
    }
    if (leading.isEmpty()) {
      first.follows(firstLine, blank);
    }
    return read;
  }

  private boolean isBlank(Row row) throws IOException {
    return row.fields() == 1 && row.problem() == null && reader.isBlank();
  }

  /** How many fields of the header there are up to the last that has a name. */
  private int named() {
    int named = first.fields();
    while (named > 0 && (first.isNull(named - 1) || first.text(named - 1).isEmpty())) {
      named--;
    }
    return named == 0 ? first.fields() : named;
  }

  /** What the first bytes say. */
  FileStart start() {
    return start;
  }

  Dialect dialect() {
    return dialect;
  }

  Charset charset() {
    return charset;
  }

  /** Whether the file holds no record at all, not even a header. */
  boolean isEmpty() {
    return !firstRead;
  }

  /** The first record: its line and, where it is malformed, its problem. */
  Row firstRecord() {
    return first;
  }

  /** The fields of the first record; empty where one is. */
  List<String> header() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < first.fields(); i++) {
      String name = first.text(i);
      names.add(name == null ? "" : name);
    }
    return names;
  }

  /** Names for the fields of the first record, by position. */
  List<String> madeUpNames() {
    return IntStream.rangeClosed(1, first.fields()).mapToObj(i -> "column" + i).toList();
  }

  /**
   * Reads the next record; false at the end of the file.
   *
   * @param width how many fields a record should have, or 0 for as many as the first has
   */
  boolean next(Row row, int width) throws IOException {
    int expected = width == 0 ? first.fields() : width;
    boolean oneColumn = expected == 1;
    reader.expect(expected);
    long firstLine = 0;
    long blank = 0;
    replayed = null;
    while (!leading.isEmpty() || pushedBack) {
      boolean isFirst = pushedBack && (leading.isEmpty() || firstIsBlank);
      Row line = isFirst ? first : leading.remove();
      pushedBack &= !isFirst;
      if (oneColumn || (isFirst && !firstIsBlank)) {
        replayed = isFirst && !firstIsBlank ? null : line;
        rows++;
        row.copy(line, rowsBefore + rows);
        row.follows(firstLine, blank);
        return true;
      }
      firstLine = blank == 0 ? line.line() : firstLine;
      blank++;
    }
    while (firstRead && reader.next(row, rowsBefore + rows + 1)) {
      if (oneColumn || !isBlank(row)) {
        rows++;
        row.follows(firstLine, blank);
        return true;
      }
      firstLine = blank == 0 ? row.line() : firstLine;
      blank++;
    }
    return false;
  }

  /** Does not count the record that was read last. */
  void skip() {
    rows--;
  }

  /**
   * Whether the line behind the record that was read last is a record of so many fields, or none.
   */
  boolean isFollowedBy(int fields) throws IOException {
    String line = reader.line(reader.length());
    return line == null || LineFields.isWellFormed(line, dialect, fields);
  }

  /** How many rows have been read so far. */
  long rows() {
    return rows;
  }

  /** The record that was read last, as it stands in the file. */
  RawRecord record() {
    try {
      return replayed == null
          ? reader.record()
          : RawRecord.of(Objects.toString(replayed.text(0), "") + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
