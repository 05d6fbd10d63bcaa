package org.datamove.csv;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.datamove.source.SourceInfo;

/**
 * Records that an earlier move has put aside, each read by itself as its file is written: so one
 * with a quote that is never closed takes none behind it along. Each has the row number and the
 * line that it had.
 */
public final class KeptRecords implements CsvFile {
  private final KeptRecord.Store store;
  private final KeptRecord.Notation notation;
  private final StorableCheck storable; // null where every character is
  private final List<String> table;
  private final SourceInfo info;
  private final byte[] buffer = new byte[PlainReader.BUFFER_BYTES];
  private final ArrayDeque<KeptRecord> waiting = new ArrayDeque<>();
  private final Map<Origin, KeptFile> files = new HashMap<>();
  private final List<String> paths = new ArrayList<>();
  private final Row firstRow = new Row();
  private final KeptFile first;
  private KeptRecord current;
  private long last;
  private final AtomicLong rows = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();

  /**
   * Records of a move; there is at least one.
   *
   * @param name what a message calls them
   * @param database the characters that it can hold; null where it holds every one
   * @param tableColumns the names of the table's columns
   */
  public KeptRecords(
      String name,
      KeptRecord.Store store,
      KeptRecord.Notation notation,
      Charset database,
      List<String> tableColumns)
      throws IOException {
    this.table = tableColumns;
    this.store = store;
    this.notation = notation;
    this.storable = database == null ? null : new StorableCheck(database);
    this.info = new SourceInfo(name, 0, name);
    if (!fetch()) {
      throw new IllegalStateException("there are no records");
    }
    KeptRecord record = waiting.peek();
    this.first = fileOf(record.raw().origin());
    firstRow.start(0, record.line());
    firstRow.file(first.number());
  }

  private KeptFile fileOf(Origin origin) {
    return files.computeIfAbsent(
        origin,
        key -> {
          if (!paths.contains(key.path())) {
            paths.add(key.path());
          }
          List<String> names = first == null ? null : first.names();
          return new KeptFile(key, notation.of(key), paths.indexOf(key.path()) + 1, table, names);
        });
  }

  private boolean fetch() throws IOException {
    try {
      waiting.addAll(store.after(last));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
    return !waiting.isEmpty();
  }

  @Override
  public boolean next(Row row) throws IOException {
    if (waiting.isEmpty() && !fetch()) {
      return false;
    }
    current = waiting.remove();
    last = current.row();
    KeptFile file = fileOf(current.raw().origin());
    read(row, file);
    row.file(file.number());
    file.arrange(row);
    if (storable != null) {
      storable.check(row);
    }
    rows.incrementAndGet();
    bytes.addAndGet(current.raw().length());
    return true;
  }

  private void read(Row row, KeptFile file) throws IOException {
    RawRecord raw = current.raw();
    boolean isText = raw.text() != null;
    byte[] text = isText ? raw.text().getBytes(StandardCharsets.UTF_8) : raw.bytes();
    Charset charset = isText ? StandardCharsets.UTF_8 : file.charset();
    Records records =
        CsvPart.reader(new ByteArrayInputStream(text), charset, file.dialect(), buffer);
    records.startsOn(current.line());
    records.expect(file.width());
    boolean found = records.next(row, current.row());
    while (found && file.isBlank(records) && records.next(row, current.row())) {
      // goes past blank lines above the record
    }
    if (!found) {
      row.start(current.row(), current.line());
      return;
    }
    file.check(row);
    long line = row.line();
    Row other = new Row();
    while (row.problem() == null && records.next(other, 0)) {
      if (!file.isBlank(records)) {
        row.problem(new CsvProblem(CsvProblem.Kind.SEVERAL_RECORDS, line, ""));
      }
    }
  }

  @Override
  public RawRecord record() {
    return current.raw();
  }

  @Override
  public boolean several() {
    return true;
  }

  @Override
  public void onProblem(Consumer<FileProblem> listener) {
    // each record is told of by itself
  }

  @Override
  public void expect(List<String> names, RowFitter fitter) {
    // a record by itself does not show where its fields belong
  }

  @Override
  public FileStart start() {
    return new FileStart(first.dialect(), null, null, 0, false, false);
  }

  @Override
  public Dialect dialect() {
    return first.dialect();
  }

  @Override
  public Charset charset() {
    return StandardCharsets.UTF_8;
  }

  @Override
  public List<SourcePart> parts() {
    return List.of(new SourcePart(new KeptSource(info)));
  }

  @Override
  public String pathOf(long place) {
    return paths.get(Place.file(place) - 1);
  }

  @Override
  public boolean hasHeader() {
    return false;
  }

  @Override
  public boolean hasNames() {
    return true;
  }

  @Override
  public boolean isEmpty() {
    return false;
  }

  @Override
  public Row firstRecord() {
    return firstRow;
  }

  @Override
  public List<String> names() {
    return first.names();
  }

  @Override
  public boolean namesAreGiven() {
    return true;
  }

  @Override
  public boolean isDecided() {
    return true;
  }

  @Override
  public boolean isOfRejects() {
    return first.isOfRejects();
  }

  @Override
  public CorrectedRow corrected() {
    return fileOf(current.raw().origin()).corrected();
  }

  @Override
  public String identity() {
    return info.identity();
  }

  @Override
  public long bytes() {
    return info.bytes();
  }

  @Override
  public long rowsRead() {
    return rows.get();
  }

  @Override
  public long bytesRead() {
    return bytes.get();
  }

  @Override
  public void ensureUnchanged() {
    // the move that they are of is locked
  }

  @Override
  public void close() {
    // nothing is open
  }
}
