package org.datamove.source.zstd;

import java.io.IOException;
import java.util.Arrays;

/** What has been decompressed last, in a ring that takes matches from it. */
final class Window {
  private static final int FIRST_BYTES = 1024 * 1024;
  private static final int DOUBLED_TO = 16 * 1024 * 1024;
  private static final int SHORT = 16;

  private final int size; // of the ring once it is needed as a whole
  private final int reach;
  private byte[] ring;
  private int at;
  private int unread; // where what was not taken out yet starts
  private long total;

  /**
   * An empty window.
   *
   * @param reach how far back a match may lie
   * @param block how many bytes may come at a time before they are taken out
   */
  Window(int reach, int block) {
    this.reach = reach;
    this.size = reach + block;
    this.ring = new byte[Math.min(size, FIRST_BYTES)];
  }

  /** Until it is full for the first time the ring grows; it never turns before that. */
  private void makeRoom(int more) {
    if (ring.length < size && ring.length - at < more) {
      int doubled = Math.max(ring.length * 2, at + more);
      ring = Arrays.copyOf(ring, doubled > DOUBLED_TO ? size : Math.min(doubled, size));
    }
  }

  void append(byte[] bytes, int from, int count) {
    makeRoom(count);
    int start = from;
    int left = count;
    while (left > 0) {
      int run = Math.min(left, ring.length - at);
      System.arraycopy(bytes, start, ring, at, run);
      start += run;
      left -= run;
      forward(run);
    }
  }

  void fill(byte value, int count) {
    makeRoom(count);
    int left = count;
    while (left > 0) {
      int run = Math.min(left, ring.length - at);
      Arrays.fill(ring, at, at + run, value);
      left -= run;
      forward(run);
    }
  }

  /** Repeats what stands so far back; it may run into what it writes. */
  void repeat(int offset, int count) throws IOException {
    if (offset <= 0 || offset > reach || offset > total) {
      throw new IOException("is corrupt");
    }
    makeRoom(count);
    int source = at - offset;
    source += source < 0 ? ring.length : 0;
    int left = count;
    while (left > 0) {
      int run = Math.min(left, ring.length - Math.max(at, source));
      if (run <= SHORT || (source < at && source + run > at)) {
        byte[] bytes = ring;
        int target = at;
        for (int i = 0; i < run; i++) {
          bytes[target + i] = bytes[source + i];
        }
      } else {
        System.arraycopy(ring, source, ring, at, run);
      }
      left -= run;
      source += run;
      source = source == ring.length ? 0 : source;
      forward(run);
    }
  }

  private void forward(int count) {
    at += count;
    at = at == ring.length && ring.length == size ? 0 : at;
    total += count;
  }

  /** How many bytes have come in all. */
  long total() {
    return total;
  }

  /** Takes out bytes in order; 0 where there are none. */
  int take(byte[] target, int offset, int count) {
    int end = at >= unread ? at : ring.length;
    int taken = Math.min(count, end - unread);
    System.arraycopy(ring, unread, target, offset, taken);
    unread += taken;
    unread = unread == ring.length && at < unread ? 0 : unread;
    return taken;
  }

  /** Goes over what was not taken out yet. */
  void digest(XxHash64 hash, long count) {
    int from = at - (int) count;
    if (from < 0) {
      hash.update(ring, from + ring.length, -from);
      from = 0;
    }
    hash.update(ring, from, at - from);
  }
}
