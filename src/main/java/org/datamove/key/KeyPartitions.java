package org.datamove.key;

import java.io.IOException;
import java.util.stream.Collectors;
import org.datamove.type.keyform.KeyBytes;

/**
 * Takes keys in their common form: few go into a table at once, many are divided by their hash into
 * parts that are dealt with one after the other.
 */
final class KeyPartitions implements AutoCloseable {
  private static final int TABLE_BYTES = 8 * 1024 * 1024;
  private static final int PARTS_BITS = 7;
  private static final int PARTS = 1 << PARTS_BITS;
  private static final int PART_MEMORY_BYTES = 16 * 1024;
  private static final int MOST_DEPTH = 6;

  private final Scratch scratch;
  private final long size;
  private final int depth;
  private final int fields;
  private final Duplicates duplicates;
  private final KeyTable table;
  private final KeyLog[] parts;

  /**
   * An empty set.
   *
   * @param size how many bytes are to come, about
   * @param depth how often the keys have been divided
   * @param fields how many fields a key has
   */
  KeyPartitions(Scratch scratch, long size, int depth, int fields, Duplicates duplicates) {
    this.scratch = scratch;
    this.size = size;
    this.depth = depth;
    this.fields = fields;
    this.duplicates = duplicates;
    boolean divided = size > TABLE_BYTES && depth < MOST_DEPTH;
    this.table = divided ? null : new KeyTable();
    this.parts = divided ? new KeyLog[PARTS] : null;
    for (int i = 0; divided && i < PARTS; i++) {
      parts[i] = new KeyLog(PART_MEMORY_BYTES, scratch);
    }
  }

  /**
   * Takes a key.
   *
   * @param key in the common form
   * @param text as the file has it
   */
  void add(long hash, long row, long place, KeyBytes key, KeyBytes text) {
    if (table != null) {
      long first = table.firstPlace(hash, key, place);
      if (first > 0) {
        duplicate(row, place, first, text);
      }
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

  private void duplicate(long row, long place, long firstPlace, KeyBytes text) {
    duplicates.count();
    if (duplicates.wants(row)) {
      duplicates.keep(new Duplicate(row, place, firstPlace, display(text)));
    }
  }

  private String display(KeyBytes text) {
    return KeyText.values(text, fields).stream()
        .map(String::valueOf)
        .collect(Collectors.joining(", "));
  }

  /** Deals with the parts. */
  void finish() throws IOException, InterruptedException {
    if (table != null) {
      return;
    }
    for (KeyLog part : parts) {
      // A part that nothing was split off from holds little but one key.
      int next = part.length() > size / 2 ? MOST_DEPTH : depth + 1;
      try (KeyPartitions inner =
          new KeyPartitions(scratch, part.length(), next, fields, duplicates)) {
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
