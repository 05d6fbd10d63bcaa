package org.datamove.load;

/** Some rows on their way into the database. */
public abstract sealed class Chunk permits FileChunk, BytesChunk, BatchChunk {
  private final long[] numbers;
  private final long[] places;

  /**
   * Rows.
   *
   * @param numbers the data row of each of them; not copied
   * @param places where each of them starts ({@link org.datamove.csv.Place}); not copied
   */
  Chunk(long[] numbers, long[] places) {
    this.numbers = numbers;
    this.places = places;
  }

  /** How many rows it has. */
  public int rows() {
    return places.length;
  }

  /** The 1-based data row of one of its rows, counted from 1. */
  public long rowOf(int rowInChunk) {
    return numbers[rowInChunk - 1];
  }

  /** Where one of its rows, counted from 1, starts ({@link org.datamove.csv.Place}). */
  public long placeOf(int rowInChunk) {
    return places[rowInChunk - 1];
  }
}
