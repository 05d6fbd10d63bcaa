package org.datamove.key;

import java.io.IOException;
import org.datamove.type.keyform.KeyBytes;

/**
 * Brings keys together that can be equal: few go into a table at once, many are divided by their
 * hash into parts that are dealt with one after the other.
 */
final class KeyPartitions implements KeySink, AutoCloseable {
  private static final int TABLE_BYTES = 8 * 1024 * 1024;
  private static final int PARTS_BITS = 7;
  private static final int PARTS = 1 << PARTS_BITS;
  private static final int PART_MEMORY_BYTES = 16 * 1024;
  private static final int MOST_DEPTH = 6;

  private final Scratch scratch;
  private final long size;
  private final int depth;
  private final KeyMatcher matcher;
  private final KeyTable table;
  private final KeyLog[] parts;

  /**
   * An empty set.
   *
   * @param size how many bytes are to come, about
   * @param depth how often the keys have been divided
   * @param matcher what is done with each key
   */
  KeyPartitions(Scratch scratch, long size, int depth, KeyMatcher matcher) {
    this.scratch = scratch;
    this.size = size;
    this.depth = depth;
    this.matcher = matcher;
    boolean divided = size > TABLE_BYTES && depth < MOST_DEPTH;
    this.table = divided ? null : new KeyTable();
    this.parts = divided ? new KeyLog[PARTS] : null;
    for (int i = 0; divided && i < PARTS; i++) {
      parts[i] = new KeyLog(PART_MEMORY_BYTES, scratch);
    }
  }

  @Override
  public void add(long hash, long row, long place, KeyBytes key, KeyBytes text)
      throws InterruptedException {
    if (table != null) {
      matcher.match(table, hash, row, place, key, text);
      return;
    }
    KeyLog part = parts[(int) (hash >>> (Long.SIZE - PARTS_BITS * (depth + 1))) & (PARTS - 1)];
    KeyBytes bytes = part.bytes();
    bytes.addNumber(row);
    bytes.addNumber(place);
    bytes.addLong(hash);
    bytes.addNumber(key.length());
    bytes.add(key.array(), 0, key.length());
    bytes.addNumber(text.length());
    bytes.add(text.array(), 0, text.length());
    part.endEntry();
  }

  /** Deals with the parts. */
  void finish() throws IOException, InterruptedException {
    if (table != null) {
      return;
    }
    for (KeyLog part : parts) {
      // A part that nothing was split off from holds little but one key.
      int next = part.length() > size / 2 ? MOST_DEPTH : depth + 1;
      try (KeyPartitions inner = new KeyPartitions(scratch, part.length(), next, matcher)) {
        inner.read(part);
        inner.finish();
      }
      part.delete();
    }
  }

  private void read(KeyLog part) throws IOException, InterruptedException {
    KeyBytes key = new KeyBytes();
    KeyBytes text = new KeyBytes();
    try (KeyInput in = new KeyInput(part.read())) {
      for (long row = in.numberOrEnd(); row >= 0; row = in.numberOrEnd()) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        long place = in.number();
        long hash = in.fixed();
        key.clear();
        in.bytes(key, (int) in.number());
        text.clear();
        in.bytes(text, (int) in.number());
        add(hash, row, place, key, text);
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (int i = 0; parts != null && i < PARTS; i++) {
      parts[i].delete();
    }
  }
}
