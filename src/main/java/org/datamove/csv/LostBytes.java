package org.datamove.csv;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes of a text that stand for no character, by the position of what stands for them. Of more
 * than a million at a time the others are forgotten, and are written as question marks.
 */
final class LostBytes {
  private static final int MOST = 1 << 20;
  private static final int LONGEST = 4;

  private final Charset charset;
  private long[] positions = new long[16];
  private int[] values = new int[16]; // big-endian
  private byte[] lengths = new byte[16];
  private int first;
  private int end;

  /** Those of a text in an encoding. */
  LostBytes(Charset charset) {
    boolean marks = charset.equals(StandardCharsets.UTF_16);
    this.charset = marks ? StandardCharsets.UTF_16BE : charset;
  }

  /** Notes bytes; positions rise. */
  void add(long position, byte[] bytes, int from, int length) {
    if (end - first == MOST) {
      return;
    }
    if (end == positions.length) {
      makeRoom();
    }
    int value = 0;
    for (int i = 0; i < Math.min(length, LONGEST); i++) {
      value = (value << 8) | (bytes[from + i] & 0xFF);
    }
    positions[end] = position;
    values[end] = value;
    lengths[end++] = (byte) Math.min(length, LONGEST);
  }

  /** Notes half a pair of surrogates, as UTF-32 can write it, and encodings like UTF-8. */
  void addHalf(long position, char half) {
    byte high = (byte) (half >> 8);
    byte low = (byte) half;
    byte[] bytes;
    if (!charset.name().contains("32")) {
      bytes =
          new byte[] {
            (byte) 0xED, (byte) (0x80 | (half >> 6 & 0x3F)), (byte) (0x80 | (half & 0x3F))
          };
    } else if (charset.name().contains("LE")) {
      bytes = new byte[] {low, high, 0, 0};
    } else {
      bytes = new byte[] {0, 0, high, low};
    }
    add(position, bytes, 0, bytes.length);
  }

  private void makeRoom() {
    int count = end - first;
    int size = Math.max(16, count * 2);
    positions = Arrays.copyOf(Arrays.copyOfRange(positions, first, end), size);
    values = Arrays.copyOf(Arrays.copyOfRange(values, first, end), size);
    lengths = Arrays.copyOf(Arrays.copyOfRange(lengths, first, end), size);
    first = 0;
    end = count;
  }

  /** Forgets those before a position. */
  void forget(long position) {
    while (first < end && positions[first] < position) {
      first++;
    }
  }

  /** Whether there are any between two positions. */
  boolean areBetween(long from, long to) {
    int at = first;
    while (at < end && positions[at] < from) {
      at++;
    }
    return at < end && positions[at] < to;
  }

  /** A text, of which a method gives pieces by their positions. */
  interface Text {
    /** The characters between two positions. */
    String between(long from, long to);
  }

  /** The bytes of a text between two positions, each of those lost in the place of one. */
  byte[] restore(long from, long to, Text text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    long at = from;
    for (int i = first; i < end && positions[i] < to; i++) {
      if (positions[i] >= from) {
        bytes.writeBytes(text.between(at, positions[i]).getBytes(charset));
        for (int shift = 8 * (lengths[i] - 1); shift >= 0; shift -= 8) {
          bytes.write(values[i] >> shift);
        }
        at = positions[i] + 1;
      }
    }
    bytes.writeBytes(text.between(at, to).getBytes(charset));
    return bytes.toByteArray();
  }
}
