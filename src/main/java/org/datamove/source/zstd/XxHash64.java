package org.datamove.source.zstd;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The checksum of a frame's contents: XXH64 with seed 0 (RFC 8878, 3.1.1). */
final class XxHash64 {
  private static final long P1 = 0x9E3779B185EBCA87L;
  private static final long P2 = 0xC2B2AE3D27D4EB4FL;
  private static final long P3 = 0x165667B19E3779F9L;
  private static final long P4 = 0x85EBCA77C2B2AE63L;
  private static final long P5 = 0x27D4EB2F165667C5L;
  private static final int STRIPE = 32;

  private final byte[] rest = new byte[STRIPE];
  private int resting;
  private long total;
  private long a = Long.sum(P1, P2);
  private long b = P2;
  private long c;
  private long d = -P1;

  void update(byte[] data, int offset, int count) {
    int from = offset;
    int left = count;
    total += count;
    if (resting > 0) {
      int taken = Math.min(left, STRIPE - resting);
      System.arraycopy(data, from, rest, resting, taken);
      resting += taken;
      from += taken;
      left -= taken;
      if (resting == STRIPE) {
        stripes(rest, 0, STRIPE);
        resting = 0;
      }
    }
    int whole = left - left % STRIPE;
    stripes(data, from, whole);
    if (left > whole) {
      System.arraycopy(data, from + whole, rest, 0, left - whole);
      resting = left - whole;
    }
  }

  private void stripes(byte[] data, int from, int count) {
    ByteBuffer in = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = from; i < from + count; i += STRIPE) {
      a = round(a, in.getLong(i));
      b = round(b, in.getLong(i + 8));
      c = round(c, in.getLong(i + 16));
      d = round(d, in.getLong(i + 24));
    }
  }

  private static long round(long lane, long word) {
    return Long.rotateLeft(lane + word * P2, 31) * P1;
  }

  private static long merge(long hash, long lane) {
    return (hash ^ round(0, lane)) * P1 + P4;
  }

  long value() {
    long hash = P5;
    if (total >= STRIPE) {
      hash =
          Long.rotateLeft(a, 1)
              + Long.rotateLeft(b, 7)
              + Long.rotateLeft(c, 12)
              + Long.rotateLeft(d, 18);
      hash = merge(merge(merge(merge(hash, a), b), c), d);
    }
    hash += total;
    ByteBuffer in = ByteBuffer.wrap(rest).order(ByteOrder.LITTLE_ENDIAN);
    int i = 0;
    for (; i + 8 <= resting; i += 8) {
      hash = Long.rotateLeft(hash ^ round(0, in.getLong(i)), 27) * P1 + P4;
    }
    if (i + 4 <= resting) {
      hash = Long.rotateLeft(hash ^ ((in.getInt(i) & 0xFFFFFFFFL) * P1), 23) * P2 + P3;
      i += 4;
    }
    for (; i < resting; i++) {
      hash = Long.rotateLeft(hash ^ ((rest[i] & 0xFF) * P5), 11) * P1;
    }
    hash ^= hash >>> 33;
    hash *= P2;
    hash ^= hash >>> 29;
    hash *= P3;
    return hash ^ (hash >>> 32);
  }
}
