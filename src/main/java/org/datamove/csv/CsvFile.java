package org.datamove.csv;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.datamove.error.RequestException;
import org.datamove.request.CsvOptions;
import org.datamove.request.HeaderOption;
import org.datamove.source.SourceSet;

/**
 * An open CSV file, or several that are read as one: the dialect, the header and, one after the
 * other, the records. The first file decides on delimiter and header.
 */
public final class CsvFile implements AutoCloseable {
  private final CsvOptions options;
  private final StorableCheck storable; // null where every character is
  private final List<SourcePart> parts;
  private final boolean several;
  private final CsvPart first;
  private Consumer<FileProblem> problems = problem -> {};
  private CsvPart current;
  private int number; // of the current one, from 1
  private final AtomicLong rows = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private long rowsBefore;
  private final ColumnSelection selection; // null where all columns are read
  private int width; // how many fields a record should have; 0 where that is not known
  private int[] order; // where each of the first file's fields is in the current file; or null

  /**
   * Opens the first file and reads its header.
   *
   * @param sources what to read; not looked at before its turn comes, apart from size and identity
   * @param options how the files are written
   * @param delimiter the delimiter decided by an earlier pass, or null
   * @param database the characters that it can hold; null where it holds every one
   */
  public CsvFile(SourceSet sources, CsvOptions options, String delimiter, Charset database)
      throws IOException {
    this.options = options;
    this.storable = database == null ? null : new StorableCheck(database);
    this.several = sources.several();
    this.parts = sources.sources().stream().map(SourcePart::new).toList();
    this.number = 1;
    this.first = open(delimiter);
    this.current = first;
    this.selection = selection();
    this.width = isDecided() ? fileNames().size() : 0;
  }

  private ColumnSelection selection() throws IOException {
    if (!options.selectsColumns() || !isDecided()) {
      return null;
    }
    if (isEmpty() && !(options.header() instanceof HeaderOption.Names)) {
      return ColumnSelection.ofNothing(options.columns());
    }
    try {
      return ColumnSelection.of(options.columns(), fileNames());
    } catch (RequestException e) {
      first.close();
      throw e;
    }
  }

  private CsvPart open(String delimiter) throws IOException {
    SourcePart part = parts.get(number - 1);
    CsvPart opened =
        new CsvPart(
            part.open(bytes, options.maxExpansion()),
            options,
            delimiter,
            several ? number : 0,
            rowsBefore);
    part.charset(opened.charset());
    if (storable != null && hasHeader() && !options.selectsColumns()) {
      storable.check(opened.firstRecord());
    }
    return opened;
  }

  /** Whether the path is one that stands for any number of files. */
  public boolean several() {
    return several;
  }

  /** Says who is told of files that do not go with the first one. */
  public void onProblem(Consumer<FileProblem> listener) {
    problems = listener;
  }

  /** Says how many fields a record should have, where neither a header nor an option does. */
  public void expectFields(int fields) {
    if (options.header() instanceof HeaderOption.Absent && selection == null) {
      width = fields;
    }
  }

  /** How the files are written. */
  public Dialect dialect() {
    return first.dialect();
  }

  /** The encoding that the first file is read in. */
  public Charset charset() {
    return first.charset();
  }

  /** What is read, in order, with what is known of each so far. */
  public List<SourcePart> parts() {
    return parts;
  }

  /** The path of the file that a place is in, or null where the path names one file only. */
  public String pathOf(long place) {
    int file = Place.file(place);
    return file == 0 ? null : parts.get(file - 1).info().path();
  }

  /** A place in words: {@code line 7}, or {@code line 7 of "/data/b.csv"}. */
  public String words(long place) {
    String path = pathOf(place);
    return "line " + Place.line(place) + (path == null ? "" : " of \"" + path + "\"");
  }

  /** Whether the first record of each file holds the column names. */
  public boolean hasHeader() {
    return options.header() instanceof HeaderOption.Present;
  }

  /** Whether the first file holds no record at all, not even a header. */
  public boolean isEmpty() {
    return first.isEmpty();
  }

  /** The first record: its place and, where it is malformed, its problem. */
  public Row firstRecord() {
    return first.firstRecord();
  }

  /**
   * The column names: of the file's header, or those given by the caller; without the columns that
   * the caller has not selected.
   *
   * @return one name for each field, empty where the name is; an empty list where fields go by
   *     position
   */
  public List<String> names() {
    if (selection != null) {
      return selection.names();
    }
    return options.header() instanceof HeaderOption.Absent ? List.of() : fileNames();
  }

  /** Whether the caller names the columns, so that a file without a record has some too. */
  public boolean namesAreGiven() {
    return options.header() instanceof HeaderOption.Names || (options.selectsColumns() && !several);
  }

  private List<String> fileNames() {
    if (options.header() instanceof HeaderOption.Names given) {
      return given.names();
    }
    return hasHeader() ? first.header() : first.madeUpNames();
  }

  /**
   * Whether it is known which columns the file has; not so where the first record alone says it and
   * is missing or malformed.
   */
  public boolean isDecided() {
    boolean byFirst =
        hasHeader()
            || (options.selectsColumns() && options.header() instanceof HeaderOption.Absent);
    return !byFirst || (isEmpty() ? namesAreGiven() : first.firstRecord().problem() == null);
  }

  /**
   * Reads the next record, of the next file where one has ended.
   *
   * @return false at the end of the last file
   */
  public boolean next(Row row) throws IOException {
    row.file(several ? number : 0);
    while (!current.next(row, width)) {
      if (!nextFile()) {
        return false;
      }
      row.file(number);
    }
    rows.setOpaque(row.number());
    if (options.lenient() && width > 0) {
      row.fit(width);
    }
    if (order != null) {
      row.arrange(order);
    }
    if (selection != null) {
      selection.apply(row);
    }
    if (storable != null) {
      storable.check(row);
    }
    return true;
  }

  /** Goes on to the next file whose rows can be read; false where there is none. */
  private boolean nextFile() throws IOException {
    while (number < parts.size()) {
      endFile();
      number++;
      current = open(dialect().delimiter());
      if (isReadable()) {
        return true;
      }
    }
    endFile();
    return false;
  }

  private void endFile() throws IOException {
    SourcePart part = parts.get(number - 1);
    if (!part.isEnded()) {
      part.end(current.rows());
      rowsBefore += current.rows();
      current.close();
    }
  }

  private boolean isReadable() {
    order = null;
    if (current.isEmpty()) {
      if (hasHeader()) {
        tell(FileProblem.Kind.EMPTY, List.of(), List.of());
      }
      return !hasHeader();
    }
    if (!hasHeader()) {
      return true;
    }
    if (current.firstRecord().problem() != null) {
      tell(FileProblem.Kind.MALFORMED_HEADER, List.of(), List.of());
      return false;
    }
    if (current.firstRecord().isRepaired()) {
      tell(FileProblem.Kind.REPAIRED_HEADER, List.of(), List.of());
    }
    HeaderComparison header =
        HeaderComparison.of(first.header(), current.header(), options.headerMatch());
    if (header.kind() != null) {
      tell(header.kind(), header.missing(), header.extra());
    }
    if (header.kind() == FileProblem.Kind.REORDERED) {
      order = HeaderComparison.order(first.header(), current.header());
    }
    return header.kind() == null || order != null;
  }

  private void tell(FileProblem.Kind kind, List<String> missing, List<String> extra) {
    Row record = current.firstRecord();
    long place = Place.of(number, current.isEmpty() ? 1 : record.line());
    problems.accept(new FileProblem(kind, place, record, missing, extra));
  }

  /** The text of the record that was read last, without its line end. */
  public String record() {
    return current.record();
  }

  /** A text that differs once any of the files, or which files there are, has changed. */
  public String identity() {
    return several ? Fingerprint.of(parts) : parts.get(0).info().identity();
  }

  /** The size of all files together, in bytes as they are stored. */
  public long bytes() {
    return parts.stream().mapToLong(part -> part.info().bytes()).sum();
  }

  /** How many records have been read so far, the headers apart; any thread may ask. */
  public long rowsRead() {
    return rows.getOpaque();
  }

  /** How many bytes of the sources have been taken so far, as stored; any thread may ask. */
  public long bytesRead() {
    return bytes.getOpaque();
  }

  /** Makes sure that every file is what it was when it was opened. */
  public void ensureUnchanged() {
    parts.forEach(SourcePart::ensureUnchanged);
  }

  @Override
  public void close() throws IOException {
    current.close();
  }
}
