package org.datamove.source.compression;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The contents of a gzip file (RFC 1952), all its members one after the other, each held to its
 * checksum and length. Zero bytes behind the last member are padding; anything else is an error.
 *
 * <p>The JDK's own stream is not used: it takes a source that has no bytes at hand for one that has
 * ended, and so can lose members, and it is silent about what follows the last one.
 */
final class GzipStream extends InputStream {
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int RESERVED = 0xE0;

  private final BufferedInputStream in;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private final byte[] compressed = new byte[BUFFER_BYTES];
  private int at;
  private int filled;
  private boolean ended;

  GzipStream(BufferedInputStream in) throws IOException {
    this.in = in;
    header();
  }

  private boolean fill() throws IOException {
    at = 0;
    filled = Math.max(0, in.read(compressed, 0, compressed.length));
    return filled > 0;
  }

  /** The next byte of the file, or -1. */
  private int next() throws IOException {
    return at < filled || fill() ? compressed[at++] & 0xFF : -1;
  }

  private int need() throws IOException {
    int value = next();
    if (value < 0) {
      throw new EOFException("ends too early");
    }
    return value;
  }

  private long little(int bytes) throws IOException {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (long) need() << (8 * i);
    }
    return value;
  }

  private void header() throws IOException {
    if (need() != 0x1F || need() != 0x8B || need() != 8) {
      throw new IOException("is followed by something else");
    }
    int flags = need();
    if ((flags & RESERVED) != 0) {
      throw new IOException("has an unknown header");
    }
    little(6); // time, flags of the compressor, operating system
    if ((flags & EXTRA) != 0) {
      for (long left = little(2); left > 0; left--) {
        need();
      }
    }
    for (int text = flags & (NAME | COMMENT); text != 0; text &= text - 1) {
      while (need() != 0) {}
    }
    if ((flags & HEADER_CRC) != 0) {
      little(2);
    }
  }

  /** Checks a member's end; goes on to the next one where there is one. */
  private void trailer() throws IOException {
    at = filled - inflater.getRemaining();
    if (little(4) != crc.getValue()) {
      throw new IOException("does not match its checksum");
    }
    if (little(4) != (inflater.getBytesWritten() & 0xFFFFFFFFL)) {
      throw new IOException("does not match its length");
    }
    int value = next();
    if (value == 0) {
      while (value == 0) {
        value = next();
      }
      if (value > 0) {
        throw new IOException("is followed by something else");
      }
    }
    if (value < 0) {
      ended = true;
      return;
    }
    at--;
    header();
    inflater.reset();
    inflater.setInput(compressed, at, filled - at);
    at = filled;
    crc.reset();
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    try {
      while (!ended) {
        if (inflater.needsInput()) {
          if (at == filled && !fill()) {
            throw new EOFException("ends too early");
          }
          inflater.setInput(compressed, at, filled - at);
          at = filled;
        }
        int count = inflater.inflate(target, offset, length);
        crc.update(target, offset, count);
        if (inflater.finished()) {
          trailer();
        } else if (inflater.needsDictionary()) {
          throw new IOException("is corrupt");
        }
        if (count > 0) {
          return count;
        }
      }
      return -1;
    } catch (DataFormatException e) {
      throw new IOException("is corrupt", e);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }
}
