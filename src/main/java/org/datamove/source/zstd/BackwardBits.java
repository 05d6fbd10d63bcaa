package org.datamove.source.zstd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A stream of bits that is read from its end to its beginning (RFC 8878, 4.1 and 4.2.2). */
final class BackwardBits {
  /** The array must have so many bytes behind the last one that is read. */
  static final int SLACK_BYTES = 8;

  private ByteBuffer bytes;
  private int from;
  private int left; // bits; below zero where more were read than there are

  /** Starts at the highest bit that is set in the last byte; that bit is no part of the data. */
  void start(byte[] data, int from, int to) throws IOException {
    if (to <= from || data[to - 1] == 0) {
      throw new IOException("is corrupt");
    }
    this.bytes = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
    this.from = from;
    int padding = Integer.numberOfLeadingZeros(data[to - 1] & 0xFF) - 24 + 1;
    this.left = (to - from) * 8 - padding;
  }

  /** The next bits, 0 to 32 of them, as a number; zeros where there are none left. */
  int read(int count) {
    left -= count;
    return bits(left, count);
  }

  /** The same without going on. */
  int peek(int count) {
    return bits(left - count, count);
  }

  void skip(int count) {
    left -= count;
  }

  private int bits(int at, int count) {
    if (at >= 0) {
      long word = bytes.getLong(from + (at >>> 3)) >>> (at & 7);
      return (int) (word & ((1L << count) - 1));
    }
    int there = at + count;
    return there <= 0 ? 0 : bits(0, there) << -at;
  }

  /** How many bits are left; below zero where more were read than there are. */
  int left() {
    return left;
  }

  void ensureAllRead() throws IOException {
    if (left != 0) {
      throw new IOException("is corrupt");
    }
  }
}
