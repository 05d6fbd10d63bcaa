package org.datamove.key;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.datamove.type.keyform.KeyBytes;

/** Reads what {@link KeyBytes} wrote. */
final class KeyInput implements AutoCloseable {
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int SEVEN_BITS = 0x7F;

  private final InputStream in;

  KeyInput(InputStream in) {
    this.in = new BufferedInputStream(in, BUFFER_BYTES);
  }

  /** A number, or -1 at the end. */
  long numberOrEnd() throws IOException {
    int next = in.read();
    return next < 0 ? -1 : rest(next);
  }

  long number() throws IOException {
    return rest(next());
  }

  private long rest(int first) throws IOException {
    long value = first & SEVEN_BITS;
    int next = first;
    for (int shift = 7; next > SEVEN_BITS; shift += 7) {
      next = next();
      value |= (long) (next & SEVEN_BITS) << shift;
    }
    return value;
  }

  private int next() throws IOException {
    int next = in.read();
    if (next < 0) {
      throw new EOFException();
    }
    return next;
  }

  /** A number of eight bytes. */
  long fixed() throws IOException {
    long value = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      value = value << Byte.SIZE | next();
    }
    return value;
  }

  /** Adds bytes to others. */
  void bytes(KeyBytes to, int count) throws IOException {
    byte[] array = to.room(count);
    if (in.readNBytes(array, to.length(), count) < count) {
      throw new EOFException();
    }
    to.cut(to.length() + count);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
