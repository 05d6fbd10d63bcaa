package org.datamove.csv;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One record, reused for the next: the fields' UTF-8 bytes in one array.
 *
 * <p>Not thread-safe. The bytes of a field stay valid until the next record is read.
 */
public final class Row {
  private byte[] data = new byte[1024];
  private int length;
  private int[] ends = new int[16];
  private boolean[] nulls = new boolean[16];
  private int fields;
  private long number;
  private int file;
  private long line;
  private CsvProblem problem;
  private CsvProblem keptQuote;
  private Refit refit;
  private String repair; // what the option lenient makes of it, in words, or null
  private long blankLine;
  private long blankLines;
  private int wanted; // how many fields it should have to be selected from and has not; or 0
  private Row spare; // what the fields are arranged in

  /** Empties the row for the record that starts on the given line; numbers are 1-based. */
  void start(long rowNumber, long lineNumber) {
    number = rowNumber;
    line = lineNumber;
    length = 0;
    fields = 0;
    wanted = 0;
    problem = null;
    keptQuote = null;
    refit = null;
    repair = null;
    blankLines = 0;
  }

  /** Becomes a copy of another row under its own number. */
  void copy(Row other, long rowNumber) {
    start(rowNumber, other.line);
    file = other.file;
    data = other.data.clone();
    length = other.length;
    ends = other.ends.clone();
    nulls = other.nulls.clone();
    fields = other.fields;
    problem = other.problem;
    keptQuote = other.keptQuote;
    repair = other.repair;
  }

  /** Says which of several files the next rows are from, from 1; 0 for none of several. */
  void file(int fileNumber) {
    file = fileNumber;
  }

  /** Says how many blank lines were skipped before the record, and where they start. */
  void follows(long firstLine, long lines) {
    blankLine = firstLine;
    blankLines = lines;
  }

  void problem(CsvProblem found) {
    problem = found;
  }

  void repair(String words) {
    repair = words;
  }

  void refit(Refit how) {
    refit = how;
  }

  void keptQuote(CsvProblem kept) {
    keptQuote = kept;
  }

  void addNull() {
    endField(true);
  }

  void add(String value) {
    ensure(value.length() * 3);
    length = Utf8Encoding.put(value, data, length);
    endField(false);
  }

  /** Adds a field. */
  void add(byte[] bytes, int from, int to) {
    append(bytes, from, to);
    endField(false);
  }

  /** Adds bytes to the field under way. */
  void append(byte[] bytes, int from, int to) {
    ensure(to - from);
    System.arraycopy(bytes, from, data, length, to - from);
    length += to - from;
  }

  /** Ends the field under way. */
  void endQuoted() {
    endField(false);
  }

  private void endField(boolean isNull) {
    if (fields == ends.length) {
      ends = Arrays.copyOf(ends, fields * 2);
      nulls = Arrays.copyOf(nulls, fields * 2);
    }
    ends[fields] = length;
    nulls[fields] = isNull;
    fields++;
  }

  /**
   * Puts the fields into another order; does nothing where their number is not that of the order.
   *
   * @param order the present position of each field
   */
  void arrange(int[] order) {
    if (fields == order.length && problem == null) {
      take(order);
    }
  }

  /**
   * Keeps some fields and drops the others; a row of another number of fields than it should have
   * stays as it is and keeps in mind what that number is.
   *
   * @param selected the present positions of the fields to keep
   * @param expected how many fields the row should have at present
   */
  void select(int[] selected, int expected) {
    if (problem != null) {
      return;
    }
    if (fields == expected) {
      take(selected);
    } else {
      wanted = expected;
    }
  }

  /** Keeps the first fields only. */
  void cut(int count) {
    fields = count;
    length = count == 0 ? 0 : ends[count - 1];
  }

  /** Whether the fields from a 0-based position on are NULL or empty. */
  public boolean isEmptyFrom(int field) {
    for (int i = field; i < fields; i++) {
      if (!nulls[i] && to(i) > from(i)) {
        return false;
      }
    }
    return true;
  }

  private void take(int[] order) {
    spare = spare == null ? new Row() : spare;
    spare.length = 0;
    spare.fields = 0;
    for (int field : order) {
      spare.append(data, from(field), to(field));
      spare.endField(nulls[field]);
    }
    byte[] ownData = data;
    int[] ownEnds = ends;
    boolean[] ownNulls = nulls;
    data = spare.data;
    ends = spare.ends;
    nulls = spare.nulls;
    spare.data = ownData;
    spare.ends = ownEnds;
    spare.nulls = ownNulls;
    length = spare.length;
    fields = order.length;
  }

  private void ensure(int more) {
    if (data.length - length < more) {
      data = Arrays.copyOf(data, Math.max(data.length * 2, length + more));
    }
  }

  /** The 1-based number of the data row; the header is not counted. */
  public long number() {
    return number;
  }

  /** The 1-based physical line on which the record starts. */
  public long line() {
    return line;
  }

  /** Where the record starts: its line and, where several files are read, its file. */
  public long place() {
    return Place.of(file, line);
  }

  /** The place of a line of the record's file. */
  public long placeOf(long lineNumber) {
    return Place.of(file, lineNumber);
  }

  /** What is wrong with the record as CSV, or null; its fields are then not to be used. */
  public CsvProblem problem() {
    return problem;
  }

  /** The first misplaced quote that was taken for a character of its field, or null. */
  public CsvProblem keptQuote() {
    return keptQuote;
  }

  /** How the number of fields was changed, or null. */
  public Refit refit() {
    return refit;
  }

  /** What the option {@code lenient} would make of the record, in words; null where nothing. */
  public String repair() {
    return repair;
  }

  /** How many blank lines were skipped before the record. */
  public long blankLines() {
    return blankLines;
  }

  /** Where the first of the blank lines before the record stands. */
  public long blankPlace() {
    return Place.of(file, blankLine);
  }

  /** Whether the record is read otherwise than as it is written, or follows what was skipped. */
  public boolean isRepaired() {
    return keptQuote != null || refit != null || blankLines > 0;
  }

  /** How many fields the record has. */
  public int fields() {
    return fields;
  }

  /**
   * Whether the record has the right number of fields.
   *
   * @param expected how many there should be after those not asked for have been dropped
   */
  public boolean hasFields(int expected) {
    return wanted == 0 && fields == expected;
  }

  /** How many fields a record of the wrong number of fields should have in the file. */
  public int fieldsWanted(int expected) {
    return wanted == 0 ? expected : wanted;
  }

  /** Whether a field is NULL. */
  public boolean isNull(int field) {
    return nulls[field];
  }

  /** The array that holds every field's bytes. */
  public byte[] data() {
    return data;
  }

  /** Where a field's bytes start in {@link #data()}. */
  public int from(int field) {
    return field == 0 ? 0 : ends[field - 1];
  }

  /** Where a field's bytes end in {@link #data()}, exclusive. */
  public int to(int field) {
    return ends[field];
  }

  /** A field as a string, or null for NULL; allocates, so not for every value of a file. */
  public String text(int field) {
    return nulls[field]
        ? null
        : new String(data, from(field), to(field) - from(field), StandardCharsets.UTF_8);
  }

  /** How many bytes all fields have together. */
  public int bytes() {
    return length;
  }
}
