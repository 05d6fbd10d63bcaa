package org.datamove.source.zstd;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The contents of zstd data (RFC 8878): all its frames one after the other, each held to its
 * checksum and length where it has them. Skippable frames are passed over; what follows the last
 * frame and is none is an error.
 *
 * <p>Memory: the window that a frame asks for, at most {@value #MOST_WINDOW_MB} MB, and about half
 * a megabyte. Not thread-safe.
 */
public final class ZstdStream extends InputStream {
  /** The largest window that is read, in MB: that of {@code zstd --long}. */
  public static final int MOST_WINDOW_MB = 128;

  private static final int MAGIC = 0xFD2FB528;
  private static final int SKIPPABLE = 0x184D2A50; // to ...5F
  private static final int RAW = 0;
  private static final int REPEATED = 1;
  private static final int COMPRESSED = 2;

  private final InputStream in;
  private final byte[] block = new byte[FrameHeader.MOST_BLOCK_BYTES + BackwardBits.SLACK_BYTES];
  private FrameHeader frame; // the one under way, or null
  private Window window;
  private Literals literals;
  private Sequences sequences;
  private XxHash64 hash;
  private boolean lastBlock;
  private boolean ended;

  /** Reads nothing yet; the stream is closed with this one. */
  public ZstdStream(InputStream in) {
    this.in = in;
  }

  private int next() throws IOException {
    int value = in.read();
    if (value < 0) {
      throw new EOFException("ends too early");
    }
    return value;
  }

  private int little(int bytes) throws IOException {
    int value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= next() << (8 * i);
    }
    return value;
  }

  /** Goes on to the next frame that has contents; false at the end. */
  private boolean startFrame() throws IOException {
    while (true) {
      int first = in.read();
      if (first < 0) {
        return false;
      }
      int magic = first | (little(3) << 8);
      if (magic == MAGIC) {
        break;
      }
      if ((magic & ~0xF) != SKIPPABLE) {
        throw new IOException("is followed by something else");
      }
      in.skipNBytes(little(4) & 0xFFFFFFFFL);
    }
    window = null; // before there is another one
    frame = FrameHeader.read(this::next);
    window = new Window(frame.window(), FrameHeader.MOST_BLOCK_BYTES);
    literals = literals == null ? new Literals() : literals.forNextFrame();
    sequences = new Sequences(window, literals);
    hash = frame.hasChecksum() ? new XxHash64() : null;
    lastBlock = false;
    return true;
  }

  private void endFrame() throws IOException {
    if (frame.contents() >= 0 && frame.contents() != window.total()) {
      throw new IOException("does not match its length");
    }
    if (hash != null && little(4) != (int) hash.value()) {
      throw new IOException("does not match its checksum");
    }
    frame = null;
  }

  private void readBlock() throws IOException {
    int header = little(3);
    lastBlock = (header & 1) != 0;
    int type = (header >> 1) & 3;
    int size = header >> 3;
    long before = window.total();
    if (size > FrameHeader.MOST_BLOCK_BYTES) {
      throw new IOException("is corrupt");
    }
    if (type == REPEATED) {
      window.fill((byte) next(), size);
    } else {
      if (in.readNBytes(block, 0, size) < size) {
        throw new EOFException("ends too early");
      }
      if (type == RAW) {
        window.append(block, 0, size);
      } else if (type == COMPRESSED && size > 0) {
        sequences.run(block, literals.read(block, 0, size), size);
      } else {
        throw new IOException("is corrupt");
      }
    }
    if (hash != null) {
      window.digest(hash, window.total() - before);
    }
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!ended) {
      int count = window == null ? 0 : window.take(target, offset, length);
      if (count > 0) {
        return count;
      }
      if (frame == null) {
        ended = !startFrame();
      } else if (lastBlock) {
        endFrame();
      } else {
        readBlock();
      }
    }
    return -1;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public void close() throws IOException {
    window = null;
    sequences = null;
    ended = true;
    in.close();
  }
}
