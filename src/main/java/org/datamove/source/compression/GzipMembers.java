package org.datamove.source.compression;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * The bytes of a gzip file (RFC 1952) as Commons Compress can take them. It reads headers byte by
 * byte and contents in arrays. Held back from it are zero bytes that pad the file behind its last
 * member, which it refuses, and what is optional in headers: it keeps names of any length in
 * memory, and refuses extra fields that other programs pass over.
 *
 * <p>The JDK's own stream is not used: it takes a source that has no bytes at hand for one that has
 * ended, and so can lose members, and it is silent about what follows the last one.
 */
final class GzipMembers extends FilterInputStream {
  private static final int FLAGS = 4; // which byte of a header
  private static final int LAST = 10; // the last that is not optional
  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int RESERVED = 0xE0;

  private boolean inHeader = true;
  private int position; // of the header's byte that was read last, from 1
  private int flags;
  private boolean between; // behind a member, where the file may end

  private GzipMembers(InputStream in) {
    super(in);
  }

  /** The contents of all members one after the other, each held to its checksum and length. */
  static InputStream decompress(BufferedInputStream in) throws IOException {
    GzipMembers members = new GzipMembers(in);
    return GzipCompressorInputStream.builder()
        .setInputStream(members)
        .setDecompressConcatenated(true)
        .setOnMemberEnd(member -> members.between = true)
        .get();
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    if (between) {
      between = false;
      inHeader = true;
      position = 1;
      return value == 0 ? behindPadding() : value;
    }
    if (value < 0) {
      throw new EOFException("ends too early");
    }
    return inHeader ? ofHeader(value) : value;
  }

  private int behindPadding() throws IOException {
    int value = 0;
    while (value == 0) {
      value = super.read();
    }
    if (value > 0) {
      throw new IOException("is followed by something else");
    }
    return value;
  }

  private int ofHeader(int value) throws IOException {
    position++;
    if (position == FLAGS) {
      flags = value;
      return value & RESERVED;
    }
    if (position == LAST) {
      skipOptional();
    }
    return value;
  }

  /** Skips what there is, to the end of the file if need be. */
  private void skipOptional() throws IOException {
    if ((flags & EXTRA) != 0) {
      in.skipNBytes(super.read() | super.read() << 8);
    }
    for (int text = flags & (NAME | COMMENT); text != 0; text &= text - 1) {
      while (super.read() > 0) {}
    }
    if ((flags & HEADER_CRC) != 0) {
      in.skipNBytes(2);
    }
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    inHeader = false;
    return super.read(target, offset, length);
  }
}
