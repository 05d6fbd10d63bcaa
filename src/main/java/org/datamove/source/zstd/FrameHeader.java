package org.datamove.source.zstd;

import java.io.IOException;

/**
 * What a frame says of itself (RFC 8878, 3.1.1.1).
 *
 * @param window how far back its matches may reach, in bytes
 * @param contents how many bytes its contents have, or -1 where it does not say
 * @param hasChecksum whether a checksum follows the last block
 */
record FrameHeader(int window, long contents, boolean hasChecksum) {
  /** The most bytes that a block has, compressed or not. */
  static final int MOST_BLOCK_BYTES = 128 * 1024;

  static final int MOST_WINDOW_BYTES = ZstdStream.MOST_WINDOW_MB * 1024 * 1024;

  /** Where the bytes come from. */
  interface Input {
    /** The next byte, 0 to 255; throws where there is none. */
    int next() throws IOException;
  }

  static FrameHeader read(Input in) throws IOException {
    int descriptor = in.next();
    boolean single = (descriptor & 0x20) != 0;
    if ((descriptor & 8) != 0) {
      throw new IOException("has an unknown header");
    }
    long window = single ? 0 : window(in.next());
    int dictionaryBytes = new int[] {0, 1, 2, 4}[descriptor & 3];
    if (number(in, dictionaryBytes) != 0) {
      throw new RefusedFrameException("needs a dictionary, which is not in the file");
    }
    int sizeBytes = new int[] {single ? 1 : 0, 2, 4, 8}[descriptor >>> 6];
    long contents = sizeBytes == 0 ? -1 : number(in, sizeBytes) + (sizeBytes == 2 ? 256 : 0);
    if (single) {
      window = contents;
    }
    if (window < 0 || window > MOST_WINDOW_BYTES) {
      throw new RefusedFrameException(
          "was compressed with a window of more than " + ZstdStream.MOST_WINDOW_MB + " MB");
    }
    return new FrameHeader((int) window, contents, (descriptor & 4) != 0);
  }

  private static long window(int code) {
    long base = 1L << (10 + (code >>> 3));
    return base + base / 8 * (code & 7);
  }

  private static long number(Input in, int bytes) throws IOException {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (long) in.next() << (8 * i);
    }
    return value;
  }
}
