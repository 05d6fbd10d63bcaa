package org.datamove.load;

import java.nio.file.Path;
import java.util.Collections;
import java.util.stream.LongStream;

/** Chunks of rows that nobody has written. */
public final class Chunks {
  private Chunks() {}

  /** A file {@code /chunks/NAME}. */
  public static FileChunk file(String name, long... places) {
    return new FileChunk(Path.of("/chunks", name), true, numbers(places), places);
  }

  /** A batch of empty objects. */
  public static BatchChunk batch(long... places) {
    String rows = "[" + String.join(",", Collections.nCopies(places.length, "{}")) + "]";
    return new BatchChunk(rows, numbers(places), places);
  }

  private static long[] numbers(long... places) {
    return LongStream.rangeClosed(1, places.length).toArray();
  }
}
