package org.datamove.load;

/** Rows as a JSON array. */
public final class BatchChunk extends Chunk {
  private final String rows;

  /** Rows as JSON text, see {@link Chunk}. */
  BatchChunk(String rows, long[] numbers, long[] places) {
    super(numbers, places);
    this.rows = rows;
  }

  /** The array as text; each object has a row's values. */
  public String rowsJson() {
    return rows;
  }
}
