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
 * A file of a source, or several that are read as one. The first file decides on delimiter and
 * header.
 */
public final class SourceFiles implements CsvFile {
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
  private final RejectColumns rejects; // null where the file is none of rejected rows
  private CorrectedRow corrected;
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
  public SourceFiles(
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
    this.rejects = isDecided() ? RejectColumns.of(options, fileNames(), known) : null;
    this.selection = isDecided() ? ColumnSelection.of(first, fileNames(), rejects) : null;
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

  @Override
  public boolean several() {
    return several;
  }

  @Override
  public void onProblem(Consumer<FileProblem> listener) {
    admission.onProblem(listener);
  }

  @Override
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

  @Override
  public FileStart start() {
    return first.start();
  }

  @Override
  public Dialect dialect() {
    return first.dialect();
  }

  @Override
  public Charset charset() {
    return first.charset();
  }

  @Override
  public List<SourcePart> parts() {
    return parts;
  }

  @Override
  public String pathOf(long place) {
    int file = Place.file(place);
    return file == 0 ? null : parts.get(file - 1).info().path();
  }

  @Override
  public boolean hasHeader() {
    return options.header() instanceof HeaderOption.Present;
  }

  @Override
  public boolean hasNames() {
    return selection != null || !isHeaderAbsent();
  }

  @Override
  public boolean isEmpty() {
    return first.isEmpty();
  }

  @Override
  public Row firstRecord() {
    return first.firstRecord();
  }

  @Override
  public List<String> names() {
    if (selection != null) {
      return selection.names();
    }
    return isHeaderAbsent() ? List.of() : fileNames();
  }

  @Override
  public boolean namesAreGiven() {
    return options.header() instanceof HeaderOption.Names || (options.selectsColumns() && !several);
  }

  private List<String> fileNames() {
    if (options.header() instanceof HeaderOption.Names given) {
      return given.names();
    }
    return hasHeader() ? first.header() : first.madeUpNames();
  }

  @Override
  public boolean isDecided() {
    boolean byFirst = hasHeader() || (options.selectsColumns() && isHeaderAbsent());
    return start().notCsv() == null
        && (!byFirst || (isEmpty() ? namesAreGiven() : first.firstRecord().problem() == null));
  }

  @Override
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
    if (rejects != null) {
      corrected = rejects.of(row);
    }
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

  @Override
  public RawRecord record() {
    return raw.of(current, parts.get(number - 1));
  }

  @Override
  public boolean isOfRejects() {
    return rejects != null;
  }

  @Override
  public CorrectedRow corrected() {
    return corrected;
  }

  @Override
  public String identity() {
    return several ? Fingerprint.of(parts) : parts.get(0).info().identity();
  }

  @Override
  public long bytes() {
    return parts.stream().mapToLong(part -> part.info().bytes()).sum();
  }

  @Override
  public long rowsRead() {
    return rows.getOpaque();
  }

  @Override
  public long bytesRead() {
    return bytes.getOpaque();
  }

  @Override
  public void ensureUnchanged() {
    parts.forEach(SourcePart::ensureUnchanged);
  }

  @Override
  public void close() throws IOException {
    current.close();
  }
}
