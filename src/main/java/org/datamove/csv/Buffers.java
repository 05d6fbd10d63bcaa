package org.datamove.csv;

/** The buffers of files that are read one after the other, of which one is open at a time. */
final class Buffers {
  /** For bytes as they are stored. */
  final byte[] stored = new byte[64 * 1024];

  /** For decompressed bytes. */
  final byte[] decompressed = new byte[FileStart.SAMPLE_BYTES + 1];

  /** For records under way. */
  final byte[] records = new byte[PlainReader.BUFFER_BYTES];
}
