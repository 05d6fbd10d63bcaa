package org.datamove.load;

import java.nio.file.Path;

/** Rows in a file that the server's COPY reads. */
public final class FileChunk extends Chunk {
  private final Path file;
  private final boolean binary;

  /** Rows in a file, see {@link Chunk}. */
  FileChunk(Path file, boolean binary, long[] numbers, long[] places) {
    super(numbers, places);
    this.file = file;
    this.binary = binary;
  }

  /** COPY's input. */
  public Path file() {
    return file;
  }

  /** Whether it is in COPY's binary format, not in its text format. */
  public boolean isBinary() {
    return binary;
  }
}
