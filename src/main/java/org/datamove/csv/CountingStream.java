package org.datamove.csv;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;

/** Adds up the bytes that are read through it; any thread may look at their number. */
final class CountingStream extends FilterInputStream {
  private final AtomicLong count;

  CountingStream(InputStream in, AtomicLong count) {
    super(in);
    this.count = count;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    add(value >= 0 ? 1 : 0);
    return value;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int got = super.read(buffer, offset, length);
    add(Math.max(got, 0));
    return got;
  }

  private void add(int bytes) {
    count.setOpaque(count.getPlain() + bytes);
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
