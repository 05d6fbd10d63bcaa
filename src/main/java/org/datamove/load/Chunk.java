package org.datamove.load;

import java.nio.file.Path;

/** Some rows on their way into the database. */
public final class Chunk {
  private final Path file;
  private final boolean binary;
  private final String batch;
  private final long[] numbers;
  private final long[] places;

  /**
   * A chunk.
   *
   * @param file COPY's input, or null for a batch
   * @param binary whether the file is in COPY's binary format
   * @param batch a JSON array, or null for a file
   * @param numbers the data row of each of its rows; not copied
   * @param places where each of its rows starts ({@link org.datamove.csv.Place}); not copied
   */
  Chunk(Path file, boolean binary, String batch, long[] numbers, long[] places) {
    this.file = file;
    this.binary = binary;
    this.batch = batch;
    this.numbers = numbers;
    this.places = places;
  }

  /** COPY's input, or null for a batch. */
  public Path file() {
    return file;
  }

  /** Whether the file is in COPY's binary format, not in its text format. */
  public boolean isBinary() {
    return binary;
  }

  /** A JSON array, or null for a file. */
  public String batch() {
    return batch;
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
