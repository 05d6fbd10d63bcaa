package org.datamove.csv;

/**
 * The buffers of files that are read one after the other, of which one is open at a time.
 *
 * @param stored for bytes as they are stored
 * @param plain for decompressed bytes
 * @param records for records under way
 */
record Buffers(byte[] stored, byte[] plain, byte[] records) {
  Buffers() {
    this(
        new byte[64 * 1024],
        new byte[FileStart.SAMPLE_BYTES + 1],
        new byte[PlainReader.BUFFER_BYTES]);
  }
}
