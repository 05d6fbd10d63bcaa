package org.datamove.source.zstd;

import java.io.IOException;
import java.util.Arrays;

/** The literals section of a block (RFC 8878, 3.1.1.3.1). Its code may be used by later blocks. */
final class Literals {
  private static final int RAW = 0;
  private static final int REPEATED = 1;
  private static final int COMPRESSED = 2;

  /** The literals; {@link #size()} of them. */
  final byte[] bytes = new byte[FrameHeader.MOST_BLOCK_BYTES];

  private int size;
  private HuffmanTable table;

  /** The same room for a frame of its own. */
  Literals forNextFrame() {
    table = null;
    return this;
  }

  int size() {
    return size;
  }

  /** Reads the section that starts at a position; gives the position behind it. */
  int read(byte[] data, int from, int to) throws IOException {
    int type = data[from] & 3;
    int format = (data[from] >> 2) & 3;
    if (type == RAW || type == REPEATED) {
      int head = format == 1 ? 2 : format == 3 ? 3 : 1;
      size((int) (number(data, from, head, to) >>> (head == 1 ? 3 : 4)));
      int start = from + head;
      int stored = type == RAW ? size : 1;
      need(start, stored, to);
      if (type == RAW) {
        System.arraycopy(data, start, bytes, 0, size);
      } else {
        Arrays.fill(bytes, 0, size, data[start]);
      }
      return start + stored;
    }
    int head = format < 2 ? 3 : format + 2;
    int width = format < 2 ? 10 : format == 2 ? 14 : 18;
    long numbers = number(data, from, head, to) >>> 4;
    size((int) (numbers & ((1 << width) - 1)));
    int stored = (int) (numbers >>> width) & ((1 << width) - 1);
    int start = from + head;
    int end = start + stored;
    need(start, stored, to);
    if (type == COMPRESSED) {
      need(start, 1, end);
      need(start, HuffmanTable.size(data, start), end);
      table = HuffmanTable.read(data, start);
      start += HuffmanTable.size(data, start);
    }
    if (table == null) {
      throw new IOException("is corrupt");
    }
    decode(data, start, end, format == 0);
    return end;
  }

  /** In one stream, or in four with the lengths of the first three before them. */
  private void decode(byte[] data, int from, int to, boolean one) throws IOException {
    if (one) {
      table.decode(data, from, to, bytes, 0, size);
      return;
    }
    int part = (size + 3) / 4;
    int start = from + 6;
    need(from, 6, to);
    if (part * 3 > size) {
      throw new IOException("is corrupt");
    }
    for (int i = 0; i < 3; i++) {
      int end = start + (int) number(data, from + i * 2, 2, to);
      need(start, end - start, to);
      table.decode(data, start, end, bytes, part * i, part * (i + 1));
      start = end;
    }
    table.decode(data, start, to, bytes, part * 3, size);
  }

  private void size(int count) throws IOException {
    if (count > bytes.length) {
      throw new IOException("is corrupt");
    }
    size = count;
  }

  private static long number(byte[] data, int from, int count, int to) throws IOException {
    need(from, count, to);
    long value = 0;
    for (int i = 0; i < count; i++) {
      value |= (data[from + i] & 0xFFL) << (8 * i);
    }
    return value;
  }

  private static void need(int from, int count, int to) throws IOException {
    if (count > to - from) {
      throw new IOException("is corrupt");
    }
  }
}
