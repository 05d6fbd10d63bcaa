package org.datamove.source.compression;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.datamove.source.zstd.ZstdStream;
import org.tukaani.xz.XZInputStream;

/** The formats in which a source may be compressed, with the bytes that each begins with. */
public enum Compression {
  /** RFC 1952; any number of members. */
  GZIP("1f8b08"),
  /** RFC 8878; any number of frames, of which the first may be a skippable one. */
  ZSTD("28b52ffd"),
  /** bzip2; any number of streams. */
  BZIP2("425a68"),
  /** The .xz format, 1.1.0; any number of streams. */
  XZ("fd377a585a00");

  private static final int LONGEST_MAGIC = 6;

  private static final String SKIPPABLE_ZSTD = "5.2a4d18.*";

  /** What {@code xz -9} needs, in KiB, and a little more. */
  private static final int XZ_MEMORY_KIB = 70_000;

  private final String magic; // hexadecimal

  Compression(String magic) {
    this.magic = magic;
  }

  /** The word that the report has. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The format that some bytes are in.
   *
   * @param in supports mark and is left where it is
   * @return null where they are not compressed
   */
  static Compression of(InputStream in) throws IOException {
    in.mark(LONGEST_MAGIC);
    byte[] head = in.readNBytes(LONGEST_MAGIC);
    in.reset();
    String begin = HexFormat.of().formatHex(head);
    for (Compression format : values()) {
      if (begin.startsWith(format.magic)) {
        return format;
      }
    }
    return begin.matches(SKIPPABLE_ZSTD) ? ZSTD : null;
  }

  /** The decompressed bytes. */
  InputStream decompress(BufferedInputStream in) throws IOException {
    return switch (this) {
      case GZIP -> GzipMembers.decompress(in);
      case BZIP2 -> new BZip2CompressorInputStream(in, true);
      case XZ -> new XZInputStream(in, XZ_MEMORY_KIB);
      case ZSTD -> new ZstdStream(in);
    };
  }
}
