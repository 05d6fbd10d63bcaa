package org.datamove.load;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** Rows that a host sends to COPY. */
public final class BytesChunk extends Chunk {
  private final byte[] bytes;
  private final boolean binary;

  /**
   * Rows as bytes, see {@link Chunk}.
   *
   * @param bytes COPY's input; not copied
   */
  BytesChunk(byte[] bytes, boolean binary, long[] numbers, long[] places) {
    super(numbers, places);
    this.bytes = bytes;
    this.binary = binary;
  }

  /** COPY's input, from its start. */
  public InputStream input() {
    return new ByteArrayInputStream(bytes);
  }

  /** Whether it is in COPY's binary format, not in its text format. */
  public boolean isBinary() {
    return binary;
  }
}
