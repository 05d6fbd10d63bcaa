package org.datamove.source.compression;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.datamove.error.ErrorCode;
import org.datamove.error.SourceException;
import org.datamove.source.Interruption;
import org.datamove.source.LentBuffer;
import org.datamove.source.zstd.RefusedFrameException;
import org.datamove.source.zstd.ZstdStream;

/** The bytes of a source as they are before compression, whether or not it is compressed. */
public final class DecompressedBytes extends InputStream {
  /** Below this many decompressed bytes the expansion is not looked at. */
  public static final long FREE_BYTES = 64L * 1024 * 1024;

  /** Counts what the decompressor takes, and tells a fault of the source from one of the format. */
  private static final class Stored extends InputStream {
    private final InputStream in;
    private final String path;
    private long count;

    Stored(InputStream in, String path) {
      this.in = in;
      this.path = path;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      Interruption.check(); // a decompressor may take much before it gives anything
      try {
        int got = in.read(target, offset, length);
        count += Math.max(got, 0);
        return got;
      } catch (IOException e) {
        throw new SourceException(
            ErrorCode.SOURCE_UNREADABLE,
            "could not read \"" + path + "\"",
            null,
            "The operating system's log may say more about the device or file system.",
            e);
      }
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  private final String path;
  private final int maxExpansion;
  private final Stored stored;
  private final Compression compression;
  private final InputStream in;
  private long count;

  /**
   * Looks at the first bytes of a source.
   *
   * @param bytes the source's bytes; closed with this stream
   * @param path names it in errors
   * @param maxExpansion how many times its compressed size a source may have, 1 or more
   * @param buffer nobody else's until this stream is closed
   * @throws SourceException where it is damaged at its start or in a format that is not read
   */
  public DecompressedBytes(InputStream bytes, String path, int maxExpansion, byte[] buffer)
      throws IOException {
    this.path = path;
    this.maxExpansion = maxExpansion;
    this.stored = new Stored(bytes, path);
    BufferedInputStream buffered = new LentBuffer(stored, buffer);
    this.compression = Compression.of(buffered);
    InputStream decompressed = buffered;
    if (compression != null) {
      try {
        decompressed = compression.decompress(buffered);
      } catch (IOException e) {
        throw damaged(e);
      }
    }
    this.in = decompressed;
  }

  /** The format, or null where the source is not compressed. */
  public Compression compression() {
    return compression;
  }

  /** How many bytes have been read, decompressed. */
  public long count() {
    return count;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    Interruption.check();
    try {
      int got = in.read(target, offset, length);
      count += Math.max(got, 0);
      if (compression != null && count > FREE_BYTES && count / maxExpansion > stored.count) {
        throw tooLarge();
      }
      return got;
    } catch (IOException | IndexOutOfBoundsException e) { // the latter from a corrupt stream
      throw damaged(e);
    }
  }

  private SourceException damaged(Exception e) {
    if (e instanceof RefusedFrameException) {
      return new SourceException(
          ErrorCode.SOURCE_UNREADABLE,
          "\"" + path + "\" " + e.getMessage(),
          null,
          "Compress it again with a window of at most "
              + ZstdStream.MOST_WINDOW_MB
              + " MB and without a dictionary.",
          e);
    }
    String fault =
        e instanceof EOFException ? "ends before its " + compression.word() + " data does" : "";
    if (fault.isEmpty()) {
      fault = "is not valid " + compression.word() + " data";
    }
    return new SourceException(
        ErrorCode.SOURCE_UNREADABLE,
        "\"" + path + "\" " + fault,
        "The fault lies at or before byte "
            + stored.count
            + " of the file, behind "
            + count
            + " decompressed bytes.",
        "The file is truncated or damaged, or something follows its compressed data.",
        e);
  }

  private SourceException tooLarge() {
    return new SourceException(
        ErrorCode.LIMIT_EXCEEDED,
        "\"" + path + "\" expands to more than " + maxExpansion + " times its size",
        stored.count + " compressed bytes have become " + count + " so far.",
        "If the file is what it should be, raise the option \"max_expansion\".",
        null);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
