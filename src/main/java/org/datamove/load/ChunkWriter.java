package org.datamove.load;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
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
  private long[] lines = new long[1024];
  private int rows;
  private long firstRow;
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
      lines = Arrays.copyOf(lines, rows * 2);
    }
    if (rows == 0) {
      firstRow = row.number();
    }
    lines[rows++] = row.line();
    encoder.append(row, fields, bytes);
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
    Chunk chunk = new Chunk(file, batch, firstRow, Arrays.copyOf(lines, rows));
    rows = 0;
    bytes.clear();
    encoder.begin(bytes);
    sink.deliver(chunk);
  }
}
