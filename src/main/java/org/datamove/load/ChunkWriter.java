package org.datamove.load;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import org.datamove.csv.Row;
import org.datamove.plan.Step;

/** Gathers encoded rows and hands them on a chunk at a time. */
final class ChunkWriter {
  /** A COPY chunk is handed on at this size, in bytes. */
  static final int FILE_BYTES = 4 * 1024 * 1024;

  /** A JSON batch is handed on at this size, in bytes; it is several times that as a datum. */
  static final int BATCH_BYTES = 512 * 1024;

  private static final int MOST_BYTES = 8 * 1024 * 1024;

  private final RowEncoder encoder;
  private final int[] fields;
  private final int batchSize;
  private final int chunkBytes;
  private final ChunkDirectory directory;
  private final ChunkSink sink;
  private final ByteBuilder bytes;
  private long[] numbers = new long[1024];
  private long[] lines = new long[1024];
  private int[] starts = new int[1024];
  private int rows;
  private int written;

  /**
   * A writer for a load step.
   *
   * @param batchSize rows for each chunk, or 0 for chunks by size
   * @param directory where chunk files go; null for batches
   */
  ChunkWriter(Step.Load step, int batchSize, ChunkDirectory directory, ChunkSink sink) {
    boolean copy = step.method() == Step.Load.Method.COPY;
    this.encoder = copy ? new CopyTextEncoder() : new JsonBatchEncoder();
    this.fields = step.columns().stream().mapToInt(Step.LoadColumn::field).toArray();
    this.batchSize = batchSize;
    this.chunkBytes = batchSize > 0 ? MOST_BYTES : copy ? FILE_BYTES : BATCH_BYTES;
    this.directory = directory;
    this.sink = sink;
    this.bytes = new ByteBuilder(copy ? FILE_BYTES + FILE_BYTES / 4 : BATCH_BYTES * 2);
    encoder.begin(bytes);
  }

  void append(Row row) {
    if (rows == lines.length) {
      numbers = Arrays.copyOf(numbers, rows * 2);
      lines = Arrays.copyOf(lines, rows * 2);
      starts = Arrays.copyOf(starts, rows * 2);
    }
    numbers[rows] = row.number();
    starts[rows] = bytes.length();
    lines[rows++] = row.line();
    encoder.append(row, fields, bytes);
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
        lines[kept] = lines[i];
        kept++;
        at += length;
      }
    }
    bytes.advanceTo(at);
    rows = kept;
  }

  boolean isFull() {
    return bytes.length() >= chunkBytes || (batchSize > 0 && rows >= batchSize);
  }

  /** Hands on what has been gathered, if anything. */
  void flush() throws InterruptedException {
    if (rows == 0) {
      return;
    }
    encoder.end(bytes);
    Path file = null;
    String batch = null;
    if (directory != null) {
      file = directory.write(++written, bytes.array(), bytes.length());
    } else {
      batch = new String(bytes.array(), 0, bytes.length(), StandardCharsets.UTF_8);
    }
    Chunk chunk = new Chunk(file, batch, Arrays.copyOf(numbers, rows), Arrays.copyOf(lines, rows));
    rows = 0;
    bytes.clear();
    encoder.begin(bytes);
    sink.deliver(chunk);
  }
}
