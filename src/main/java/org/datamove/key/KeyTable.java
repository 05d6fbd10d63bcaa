package org.datamove.key;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.datamove.type.keyform.KeyBytes;

/** Which keys have been seen, and at which place first; compares them byte by byte. */
final class KeyTable {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long FACTOR = 0x9E3779B97F4A7C15L;

  private long[] hashes = new long[1024];
  private int[] entries = new int[1024];
  private final KeyBytes arena = new KeyBytes();
  private int size;

  /** A hash in which every bit depends on every byte. */
  static long hash(byte[] bytes, int length, long seed) {
    long hash = seed ^ length;
    int p = 0;
    for (; p <= length - Long.BYTES; p += Long.BYTES) {
      hash = mix(hash ^ (long) LONGS.get(bytes, p));
    }
    long rest = 0;
    for (; p < length; p++) {
      rest = rest << 8 | (bytes[p] & 0xFF);
    }
    return mix(mix(hash ^ rest));
  }

  private static long mix(long value) {
    long low = value * FACTOR;
    return low ^ Math.multiplyHigh(value, FACTOR) ^ (low >>> 29);
  }

  /**
   * Notes a key.
   *
   * @return the place at which it was first seen, or 0 where this is the first
   */
  long firstPlace(long hash, KeyBytes key, long place) {
    int slot = slot(hash, key);
    if (entries[slot] != 0) {
      return readLong(arena.array(), entries[slot] - 1);
    }
    hashes[slot] = hash;
    entries[slot] = arena.length() + 1;
    arena.addLong(place);
    arena.addLong(key.length());
    arena.add(key.array(), 0, key.length());
    if (++size > hashes.length / 2) {
      grow();
    }
    return 0;
  }

  /** Whether a key has been noted. */
  boolean has(long hash, KeyBytes key) {
    return entries[slot(hash, key)] != 0;
  }

  /** Where a key is, or would be. */
  private int slot(long hash, KeyBytes key) {
    int mask = hashes.length - 1;
    int slot = (int) hash & mask;
    while (entries[slot] != 0 && !(hashes[slot] == hash && isAt(entries[slot] - 1, key))) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private boolean isAt(int entry, KeyBytes key) {
    byte[] array = arena.array();
    int start = entry + 2 * Long.BYTES;
    return readLong(array, entry + Long.BYTES) == key.length()
        && Arrays.equals(array, start, start + key.length(), key.array(), 0, key.length());
  }

  private static long readLong(byte[] from, int at) {
    long value = 0;
    for (int i = at; i < at + Long.BYTES; i++) {
      value = value << 8 | (from[i] & 0xFF);
    }
    return value;
  }

  private void grow() {
    long[] oldHashes = hashes;
    int[] oldEntries = entries;
    hashes = new long[oldHashes.length * 2];
    entries = new int[oldHashes.length * 2];
    int mask = hashes.length - 1;
    for (int i = 0; i < oldEntries.length; i++) {
      if (oldEntries[i] != 0) {
        int slot = (int) oldHashes[i] & mask;
        while (entries[slot] != 0) {
          slot = (slot + 1) & mask;
        }
        hashes[slot] = oldHashes[i];
        entries[slot] = oldEntries[i];
      }
    }
  }
}
