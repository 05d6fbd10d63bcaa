package org.datamove.csv;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads records of plain dialects (see {@link #reads}) straight from UTF-8 bytes: a delimiter and a
 * quote of one ASCII character, no escape character but the quote, no comments. A differential test
 * holds it to {@link RecordReader}: the same records, lines and problems.
 */
final class PlainReader implements Records {
  static final int BUFFER_BYTES = 256 * 1024;

  // What a byte means outside quotes.
  private static final byte ORDINARY = 0;
  private static final byte DELIMITER = 1;
  private static final byte QUOTE = 2;
  private static final byte LINE_END = 3;
  private static final byte ODD = 4; // NUL, or part of a character beyond ASCII

  private final InputStream in;
  private final byte[] kinds = new byte[256];
  private final byte quote;
  private final byte delimiter;
  private final byte[][] nulls;
  private final Dialect dialect;
  private final boolean lenient;
  private int expected;
  private int shown; // how many records have been read in another way for a message
  private byte[] buffer;
  private int start; // of the record under way, or of the next one
  private int filled;
  private int end; // of the record that was read last
  private long before; // how many bytes were in front of those in the buffer
  private boolean inputEnded;
  private boolean ended;
  private long line = 1;

  private CsvProblem.Kind problem;
  private int problemAt;
  private long problemLine;
  private boolean odd;
  private long lineAtEnd;

  /** Whether a dialect is plain. */
  static boolean reads(Dialect dialect) {
    return dialect.delimiter().length() == 1
        && dialect.delimiter().charAt(0) < 0x80
        && dialect.options().quote() != null
        && dialect.options().quote() < 0x80
        && !dialect.options().hasEscapes()
        && dialect.options().comment() == null;
  }

  /**
   * Reads from the first byte after a byte order mark.
   *
   * @param buffer of {@link #BUFFER_BYTES}; nobody else's until the last record has been read
   */
  PlainReader(InputStream in, Dialect dialect, byte[] buffer) throws IOException {
    this.in = in;
    this.buffer = buffer;
    this.dialect = dialect;
    this.quote = (byte) dialect.options().quote().charValue();
    this.delimiter = (byte) dialect.delimiter().charAt(0);
    this.nulls =
        dialect.options().nulls().stream()
            .map(text -> text.getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new);
    this.lenient = dialect.options().lenient();
    Arrays.fill(kinds, 128, 256, ODD);
    kinds[0] = ODD;
    kinds['\n'] = LINE_END;
    kinds['\r'] = LINE_END;
    kinds[quote] = QUOTE;
    kinds[delimiter] = DELIMITER;
    for (int i = 0; i < dialect.options().skipLines(); i++) {
      skipLine();
    }
  }

  private void skipLine() throws IOException {
    start = end;
    if (!available(start)) {
      return;
    }
    int at = start;
    while (available(at) && buffer[at] != '\n' && buffer[at] != '\r') {
      at++;
      if (at - start > BUFFER_BYTES / 2) { // lets go of what was skipped
        start = at;
      }
    }
    if (available(at)) {
      boolean pair = buffer[at] == '\r' && available(at + 1) && buffer[at + 1] == '\n';
      at += pair ? 2 : 1;
    }
    end = at;
    line++;
  }

  /** Whether there is a byte at a position, relative to a buffer that is only appended to. */
  private boolean available(int at) throws IOException {
    while (at >= filled) {
      if (!fill()) {
        return false;
      }
    }
    return true;
  }

  /** Appends some bytes; false at the end. */
  private boolean fill() throws IOException {
    if (inputEnded) {
      return false;
    }
    if (filled == buffer.length) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    int count = in.read(buffer, filled, buffer.length - filled);
    if (count < 0) {
      inputEnded = true;
      return false;
    }
    filled += count;
    return true;
  }

  /** Moves the record under way to the front, so that there is room behind it. */
  private void compact() {
    System.arraycopy(buffer, start, buffer, 0, filled - start);
    filled -= start;
    before += start;
    start = 0;
    if (in instanceof Utf8Stream other) {
      other.forget(before);
    }
    if (buffer.length > BUFFER_BYTES * 8 && filled < BUFFER_BYTES) {
      buffer = Arrays.copyOf(buffer, BUFFER_BYTES);
    }
  }

  @Override
  public boolean next(Row row, long rowNumber) throws IOException {
    start = end;
    row.start(rowNumber, line);
    if (ended || (start >= filled && !more())) {
      ended = true;
      return false;
    }
    boolean whole = parse(row);
    while (!whole && filled - start <= Records.MAX_BYTES + 1) { // its line end apart
      readOn();
      row.start(rowNumber, line);
      whole = parse(row);
    }
    if (!whole || behindText() - start > Records.MAX_BYTES) {
      ended = true;
      end = filled;
      row.problem(new CsvProblem(CsvProblem.Kind.RECORD_TOO_LONG, line, excerpt(start)));
      return true;
    }
    if (odd) {
      findFlaw();
    }
    if (problem != null) {
      boolean flaw =
          problem == CsvProblem.Kind.NUL_CHARACTER || problem == CsvProblem.Kind.INVALID_ENCODING;
      row.problem(new CsvProblem(problem, problemLine, flaw ? "" : excerpt(problemAt)));
      if (!flaw && (lenient || shown++ < LineRepair.MOST_SHOWN)) {
        repair(row, rowNumber);
      }
    }
    line = lineAtEnd;
    return true;
  }

  private void repair(Row row, long rowNumber) throws IOException {
    boolean onFirstLine = LineRepair.isOnFirstLine(this, row);
    LineRepair repair = LineRepair.of(this, dialect, expected, onFirstLine, length());
    if (repair != null) {
      repair.apply(row, rowNumber, LineRepair.problem(this, row, onFirstLine), lenient);
      if (lenient) {
        end = start + (int) repair.length();
        lineAtEnd = line + repair.lines();
        odd = true; // what was added to it has not been looked at
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
    int at = start + (int) from;
    if (!available(at)) {
      return null;
    }
    int to = at;
    while (available(to) && buffer[to] != '\n' && buffer[to] != '\r') {
      to++;
    }
    return new String(buffer, at, to - at, StandardCharsets.UTF_8);
  }

  @Override
  public long behind(long from) throws IOException {
    int at = start + (int) from;
    while (available(at) && buffer[at] != '\n' && buffer[at] != '\r') {
      at++;
    }
    if (available(at)) {
      boolean pair = buffer[at] == '\r' && available(at + 1) && buffer[at + 1] == '\n';
      at += pair ? 2 : 1;
    }
    return (long) at - start;
  }

  @Override
  public long length() {
    return (long) end - start;
  }

  private boolean more() throws IOException {
    if (start > 0) {
      compact();
    }
    return fill();
  }

  /**
   * Reads as much again as there is of the record, which is parsed from its start then: a long one
   * is not to be parsed as often as its source gives some bytes.
   */
  private void readOn() throws IOException {
    int wanted = Math.min(2 * (filled - start), Records.MAX_BYTES + 2);
    while (more() && filled - start < wanted) {
      // what is there so far is not enough
    }
  }

  /** Parses the record at {@code start}; false where its end is not in the buffer yet. */
  private boolean parse(Row row) {
    byte[] bytes = buffer;
    int limit = filled;
    int at = start;
    problem = null;
    odd = false;
    lineAtEnd = line;
    while (true) {
      // at the start of a field
      if (at < limit && bytes[at] == quote && problem == null) {
        at = quoted(row, at, limit);
        if (at < 0) {
          return false;
        }
      } else {
        int from = at;
        byte kind = ORDINARY;
        while (at < limit) {
          kind = kinds[bytes[at] & 0xFF];
          if (kind == ORDINARY) {
            at++;
          } else if (kind == ODD) {
            odd = true;
            at++;
          } else if (kind == QUOTE) {
            problem(CsvProblem.Kind.STRAY_QUOTE, at);
            at++;
          } else {
            break;
          }
        }
        if (at >= limit && !inputEnded) {
          return false;
        }
        if (isNull(bytes, from, at)) {
          row.addNull();
        } else {
          row.add(bytes, from, at);
        }
      }
      // behind a field
      if (at >= limit) {
        end = at;
        return inputEnded;
      }
      if (bytes[at] == delimiter) {
        at++;
      } else {
        if (bytes[at] == '\r') {
          if (at + 1 >= limit && !inputEnded) {
            return false;
          }
          at += at + 1 < limit && bytes[at + 1] == '\n' ? 2 : 1;
        } else {
          at++;
        }
        lineAtEnd++;
        end = at;
        return true;
      }
      if (at >= limit && !inputEnded) {
        return false;
      }
    }
  }

  /** Parses a quoted field; gives the position behind it, or -1 where that is not known yet. */
  private int quoted(Row row, int open, int limit) {
    byte[] bytes = buffer;
    long openLine = lineAtEnd;
    int at = open + 1;
    int from = at;
    while (true) {
      if (at >= limit) {
        if (!inputEnded) {
          return -1;
        }
        if (problem == null) {
          problem = CsvProblem.Kind.UNCLOSED_QUOTE;
          problemAt = open;
          problemLine = openLine;
        }
        return at;
      }
      byte b = bytes[at];
      if (b == quote) {
        if (at + 1 >= limit && !inputEnded) {
          return -1;
        }
        if (at + 1 < limit && bytes[at + 1] == quote) {
          row.append(bytes, from, at + 1);
          at += 2;
          from = at;
          continue;
        }
        row.append(bytes, from, at);
        row.endQuoted();
        return afterQuote(at + 1, limit);
      }
      if (b == '\n') {
        lineAtEnd++;
      } else if (b == '\r') {
        if (at + 1 >= limit && !inputEnded) {
          return -1;
        }
        if (at + 1 >= limit || bytes[at + 1] != '\n') {
          lineAtEnd++;
        }
      } else if (b <= 0) {
        odd = true;
      }
      at++;
    }
  }

  /** Whatever stands between a closing quote and the next delimiter or line end is a problem. */
  private int afterQuote(int closed, int limit) {
    int at = closed;
    while (at < limit) {
      byte kind = kinds[buffer[at] & 0xFF];
      if (kind == DELIMITER || kind == LINE_END) {
        return at;
      }
      if (kind == ODD) {
        odd = true;
      }
      problem(at == closed ? CsvProblem.Kind.TEXT_AFTER_QUOTE : CsvProblem.Kind.STRAY_QUOTE, at);
      at++;
    }
    return inputEnded ? at : -1;
  }

  private boolean isNull(byte[] bytes, int from, int to) {
    for (byte[] text : nulls) {
      if (Arrays.equals(bytes, from, to, text, 0, text.length)) {
        return true;
      }
    }
    return false;
  }

  private void problem(CsvProblem.Kind kind, int at) {
    if (problem == null) {
      problem = kind;
      problemAt = at;
      problemLine = lineAtEnd;
    }
  }

  /** A flaw of the bytes outweighs a misplaced quote. */
  private void findFlaw() {
    int at = firstFlaw();
    if (at < end) {
      problem = buffer[at] == 0 ? CsvProblem.Kind.NUL_CHARACTER : CsvProblem.Kind.INVALID_ENCODING;
      problemLine = lineOf(at);
    }
  }

  /** Where the first NUL is, or the first byte that is no part of a character; else the end. */
  private int firstFlaw() {
    int at = start;
    while (at < end) {
      int length = buffer[at] > 0 ? 1 : Utf8Check.length(buffer, at, end);
      if (length <= 0 || buffer[at] == 0) {
        return at;
      }
      at += length;
    }
    return end;
  }

  private long lineOf(int flaw) {
    long number = line;
    for (int i = start; i < flaw; i++) {
      byte b = buffer[i];
      if (b == '\n' || (b == '\r' && (i + 1 >= filled || buffer[i + 1] != '\n'))) {
        number++;
      }
    }
    return number;
  }

  /** At most 40 characters from a position to the end of its line. */
  private String excerpt(int from) throws IOException {
    int to = from;
    while (available(to) && to - from < 160 && buffer[to] != '\n' && buffer[to] != '\r') {
      to++;
    }
    String text = new String(buffer, from, to - from, StandardCharsets.UTF_8);
    return Excerpt.of(text, 40);
  }

  @Override
  public boolean isBlank() {
    int at = start;
    while (at < end && (buffer[at] == ' ' || buffer[at] == '\t')) {
      at++;
    }
    return at == end || buffer[at] == '\n' || buffer[at] == '\r';
  }

  @Override
  public RawRecord record() {
    if (!odd || isText()) {
      return RawRecord.of(new String(buffer, start, end - start, StandardCharsets.UTF_8));
    }
    byte[] bytes = Arrays.copyOfRange(buffer, start, end);
    return RawRecord.of(
        in instanceof Utf8Stream other ? other.original(bytes, before + start) : bytes);
  }

  private boolean isText() {
    return firstFlaw() == end;
  }

  /** Where the record ends, without its line end. */
  private int behindText() {
    int to = end;
    while (to > start && (buffer[to - 1] == '\n' || buffer[to - 1] == '\r')) {
      to--;
    }
    return to;
  }
}
