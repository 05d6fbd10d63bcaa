package org.datamove.load;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import org.datamove.binary.ByteBuilder;
import org.datamove.binary.EncodingSession;
import org.datamove.csv.Row;
import org.datamove.plan.Step;

/**
 * Gathers encoded rows and hands them on a chunk at a time. A row that cannot go in COPY's binary
 * format begins a chunk in its text format, of which PostgreSQL reads every value itself.
 */
final class ChunkWriter {
  /** A COPY chunk is handed on at this size, in bytes. */
  static final int FILE_BYTES = 4 * 1024 * 1024;

  /** A JSON batch is handed on at this size, in bytes; it is several times that as a datum. */
  static final int BATCH_BYTES = 512 * 1024;

  /** Size of a chunk of text in between chunks that are binary, in bytes; doubled if it recurs. */
  static final int LEAST_TEXT_BYTES = 256 * 1024;

  private static final int MOST_BYTES = 8 * 1024 * 1024;

  /** Null where the step is not for COPY, or the table not for its binary format. */
  private final CopyBinaryEncoder binary;

  private final RowEncoder other;
  private final int[] fields;
  private final int batchSize;
  private final boolean batches;
  private final ChunkDirectory directory;
  private final ChunkSink sink;
  private final ByteBuilder bytes;
  private RowEncoder encoder;
  private long[] numbers = new long[1024];
  private long[] places = new long[1024];
  private int[] starts = new int[1024];
  private int rows;
  private int written;
  private int textBytes = LEAST_TEXT_BYTES;
  private int bytesSinceText;

  /**
   * A writer for a load step.
   *
   * @param batchSize rows for each chunk, or 0 for chunks by size
   * @param session what encoded values depend on
   * @param directory where chunk files go; null where there are none
   */
  ChunkWriter(
      Step.Load step,
      int batchSize,
      EncodingSession session,
      ChunkDirectory directory,
      ChunkSink sink) {
    boolean copy = step.method() != Step.Load.Method.INSERT;
    this.batches = !copy;
    this.binary =
        copy && step.binary()
            ? new CopyBinaryEncoder(step.columns(), step.fields(), session)
            : null;
    this.other = copy ? new CopyTextEncoder() : new JsonBatchEncoder();
    this.fields = step.columns().stream().mapToInt(Step.LoadColumn::field).toArray();
    this.batchSize = batchSize;
    this.directory = directory;
    this.sink = sink;
    this.bytes = new ByteBuilder(copy ? FILE_BYTES + FILE_BYTES / 4 : BATCH_BYTES * 2);
    begin(binary == null ? other : binary);
  }

  private void begin(RowEncoder next) {
    encoder = next;
    rows = 0;
    bytes.clear();
    encoder.begin(bytes);
  }

  /**
   * Appends a row.
   *
   * @return false where what has been gathered must be handed on first
   */
  boolean append(Row row) {
    int start = bytes.length();
    if (!encoder.append(row, fields, bytes)) {
      bytes.advanceTo(start);
      if (rows > 0) {
        return false;
      }
      beginText();
      start = bytes.length();
      encoder.append(row, fields, bytes);
    }
    if (rows == places.length) {
      numbers = Arrays.copyOf(numbers, rows * 2);
      places = Arrays.copyOf(places, rows * 2);
      starts = Arrays.copyOf(starts, rows * 2);
    }
    numbers[rows] = row.number();
    starts[rows] = start;
    places[rows++] = row.place();
    return true;
  }

  private void beginText() {
    boolean recurs = bytesSinceText < textBytes && written > 0;
    textBytes = recurs ? Math.min(2 * textBytes, FILE_BYTES) : LEAST_TEXT_BYTES;
    bytesSinceText = 0;
    begin(other);
  }

  /**
   * For each field of the row appended last whether PostgreSQL surely takes it and keeps it; null
   * where nothing is known of them.
   */
  boolean[] sure() {
    return encoder == binary ? binary.sure() : null;
  }

  /** Takes out the row appended last. */
  void removeLast() {
    bytes.advanceTo(starts[--rows]);
  }

  /** Takes out rows by their number. */
  void remove(Set<Long> rowNumbers) {
    if (rowNumbers.isEmpty() || rows == 0) {
      return;
    }
    byte[] array = bytes.array();
    int at = starts[0];
    int kept = 0;
    for (int i = 0; i < rows; i++) {
      int length = (i + 1 < rows ? starts[i + 1] : bytes.length()) - starts[i];
      if (!rowNumbers.contains(numbers[i])) {
        System.arraycopy(array, starts[i], array, at, length);
        starts[kept] = at;
        numbers[kept] = numbers[i];
        places[kept] = places[i];
        kept++;
        at += length;
      }
    }
    bytes.advanceTo(at);
    rows = kept;
  }

  boolean isFull() {
    return bytes.length() >= limit() || (batchSize > 0 && rows >= batchSize);
  }

  private int limit() {
    if (batches) {
      return batchSize > 0 ? MOST_BYTES : BATCH_BYTES;
    }
    if (binary != null && encoder != binary) {
      return textBytes;
    }
    return batchSize > 0 ? MOST_BYTES : FILE_BYTES;
  }

  /** Hands on what has been gathered, if anything. */
  void flush() throws InterruptedException {
    if (rows == 0) {
      return;
    }
    encoder.end(bytes);
    long[] rowNumbers = Arrays.copyOf(numbers, rows);
    long[] rowPlaces = Arrays.copyOf(places, rows);
    Chunk chunk = batches ? batch(rowNumbers, rowPlaces) : input(rowNumbers, rowPlaces);
    begin(binary == null ? other : binary);
    sink.deliver(chunk);
  }

  private Chunk batch(long[] rowNumbers, long[] rowPlaces) {
    String batch = new String(bytes.array(), 0, bytes.length(), StandardCharsets.UTF_8);
    return new BatchChunk(batch, rowNumbers, rowPlaces);
  }

  private Chunk input(long[] rowNumbers, long[] rowPlaces) {
    boolean isBinary = encoder == binary;
    bytesSinceText += isBinary ? bytes.length() : 0;
    written++;
    if (directory == null) {
      byte[] copy = Arrays.copyOf(bytes.array(), bytes.length());
      return new BytesChunk(copy, isBinary, rowNumbers, rowPlaces);
    }
    Path file = directory.write(written, bytes.array(), bytes.length());
    return new FileChunk(file, isBinary, rowNumbers, rowPlaces);
  }
}
