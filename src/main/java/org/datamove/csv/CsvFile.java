package org.datamove.csv;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.datamove.request.CsvOptions;
import org.datamove.request.HeaderOption;
import org.datamove.source.SourceSet;

/**
 * An open CSV file, or several that are read as one: the dialect, the header and, one after the
 * other, the records. The first file decides on delimiter and header.
 */
public final class CsvFile implements AutoCloseable {
  private CsvOptions options; // those of the caller until the first file is open
  private final List<String> known; // names that the file's columns may have
  private final StorableCheck storable; // null where every character is
  private final RawRecords raw;
  private final List<SourcePart> parts;
  private final boolean several;
  private final Buffers buffers = new Buffers();
  private final CsvPart first;
  private final Admission admission;
  private CsvPart current;
  private int number; // of the current one, from 1
  private final AtomicLong rows = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private long rowsBefore;
  private final ColumnSelection selection; // null where all columns are read
  private Sections sections;
  private final Misfits misfits;
  private int width; // how many fields a record should have; 0 where that is not known

  /**
   * Opens the first file and reads its header.
   *
   * @param sources what to read; not looked at before its turn comes, apart from size and identity
   * @param options how the files are written
   * @param delimiter the delimiter decided by an earlier pass, or null
   * @param database the characters that it can hold; null where it holds every one
   * @param tableColumns the names of the table's columns, or nothing where there is no table
   * @param judge knows data from names in the first file's first record
   */
  public CsvFile(
      SourceSet sources,
      CsvOptions options,
      String delimiter,
      Charset database,
      List<String> tableColumns,
      HeaderJudge judge)
      throws IOException {
    this.options = options;
    this.known = options.selectsColumns() ? List.copyOf(options.columns().keySet()) : tableColumns;
    this.storable = database == null ? null : new StorableCheck(database);
    this.raw = new RawRecords(storable);
    this.several = sources.several();
    this.parts = sources.sources().stream().map(SourcePart::new).toList();
    this.number = 1;
    this.first = open(delimiter, judge);
    this.options = first.dialect().options();
    this.misfits = new Misfits(sources, this.options);
    this.current = first;
    this.admission = new Admission(first, this.options);
    this.selection =
        options.selectsColumns() && isDecided() ? ColumnSelection.of(first, fileNames()) : null;
    this.width = isDecided() ? fileNames().size() : 0;
    this.sections = sections(isDecided() && !isHeaderAbsent() ? fileNames() : List.of());
  }

  private CsvPart open(String delimiter, HeaderJudge judge) throws IOException {
    SourcePart part = parts.get(number - 1);
    CsvPart opened =
        new CsvPart(
            part.open(bytes, options.maxExpansion(), buffers.stored),
            options,
            delimiter,
            several ? number : 0,
            rowsBefore,
            known,
            judge,
            buffers);
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
    admission.onProblem(listener);
  }

  /** Says which columns records have, if the file does not, and who knows where fields belong. */
  public void expect(List<String> names, RowFitter fitter) {
    misfits.fitter(fitter);
    raw.positional(names);
    if (isHeaderAbsent() && selection == null) {
      width = names.size();
      sections = sections(names);
    }
  }

  private Sections sections(List<String> names) {
    return new Sections(names, options.lenient(), admission);
  }

  private boolean isHeaderAbsent() {
    return options.header() instanceof HeaderOption.Absent;
  }

  /** What the first file's first bytes say of it. */
  public FileStart start() {
    return first.start();
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

  /** Whether the columns have names of their own, in the file or given by the caller. */
  public boolean hasNames() {
    return selection != null || !isHeaderAbsent();
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
   * @return one for each field, empty where the name is; none where fields go by position
   */
  public List<String> names() {
    if (selection != null) {
      return selection.names();
    }
    return isHeaderAbsent() ? List.of() : fileNames();
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

  /** Whether it is known which columns the file has: its first record may have to say it. */
  public boolean isDecided() {
    boolean byFirst = hasHeader() || (options.selectsColumns() && isHeaderAbsent());
    return start().notCsv() == null
        && (!byFirst || (isEmpty() ? namesAreGiven() : first.firstRecord().problem() == null));
  }

  /**
   * Reads the next record, of the next file where one has ended.
   *
   * @return false at the end of the last file
   */
  public boolean next(Row row) throws IOException {
    row.file(several ? number : 0);
    while (!readNext(row)) {
      if (!nextFile()) {
        return false;
      }
      row.file(number);
    }
    rows.setOpaque(row.number());
    if (width == 0 || !sections.isOfOtherTable(row, width)) {
      misfits.fit(row, width, current, !admission.isReordered() && selection == null);
    }
    admission.arrange(row);
    if (selection != null) {
      selection.apply(row);
    }
    if (storable != null) {
      storable.check(row);
    }
    return true;
  }

  private boolean readNext(Row row) throws IOException {
    while (current.next(row, width)) {
      if (!sections.skips(row)) {
        return true;
      }
      current.skip();
    }
    return false;
  }

  /** Goes on to the next file whose rows can be read; false where there is none. */
  private boolean nextFile() throws IOException {
    while (number < parts.size()) {
      endFile();
      number++;
      current = open(dialect().delimiter(), HeaderJudge.NEVER);
      if (admission.admits(current, number)) {
        return true;
      }
    }
    endFile();
    return false;
  }

  private void endFile() throws IOException {
    SourcePart part = parts.get(number - 1);
    if (!part.isEnded()) {
      sections.endFile();
      part.end(current.rows());
      rowsBefore += current.rows();
      current.close();
    }
  }

  /** The record that was read last, as it stands in its file. */
  public RawRecord record() {
    return raw.of(current, parts.get(number - 1));
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
