package org.datamove.source.zstd;

import java.io.IOException;
import java.util.Arrays;

/** A Huffman code for literals (RFC 8878, 4.2). */
final class HuffmanTable {
  private static final int MOST_BITS = 11;
  private static final int MOST_SYMBOLS = 256;
  private static final int DIRECT = 128;

  private final int bits;
  private final byte[] symbols;
  private final byte[] lengths;

  /** A table for weights; that of the last symbol follows from the others. */
  private HuffmanTable(int[] weights, int count) throws IOException {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      sum += weights[i] == 0 ? 0 : 1 << (weights[i] - 1);
    }
    bits = sum == 0 ? 0 : 32 - Integer.numberOfLeadingZeros(sum);
    int rest = (1 << bits) - sum;
    if (sum == 0 || bits > MOST_BITS || Integer.bitCount(rest) != 1 || count >= MOST_SYMBOLS) {
      throw new IOException("is corrupt");
    }
    weights[count] = Integer.numberOfTrailingZeros(rest) + 1;
    symbols = new byte[1 << bits];
    lengths = new byte[1 << bits];
    int at = 0;
    for (int weight = 1; weight <= bits; weight++) {
      for (int symbol = 0; symbol <= count; symbol++) {
        if (weights[symbol] == weight) {
          int end = at + (1 << (weight - 1));
          if (end > symbols.length) {
            throw new IOException("is corrupt");
          }
          Arrays.fill(symbols, at, end, (byte) symbol);
          Arrays.fill(lengths, at, end, (byte) (bits + 1 - weight));
          at = end;
        }
      }
    }
    if (at != symbols.length) {
      throw new IOException("is corrupt");
    }
  }

  /** How many bytes a description takes. */
  static int size(byte[] data, int from) {
    int head = data[from] & 0xFF;
    return 1 + (head < DIRECT ? head : (head - DIRECT + 2) / 2);
  }

  /** Reads a description that lies within an array as {@link #size} says. */
  static HuffmanTable read(byte[] data, int from) throws IOException {
    int head = data[from] & 0xFF;
    int[] weights = new int[MOST_SYMBOLS];
    if (head < DIRECT) {
      return new HuffmanTable(weights, compressed(data, from + 1, from + 1 + head, weights));
    }
    int count = head - DIRECT + 1;
    for (int i = 0; i < count; i++) {
      int two = data[from + 1 + i / 2];
      weights[i] = (i % 2 == 0 ? two >> 4 : two) & 0xF;
    }
    return new HuffmanTable(weights, count);
  }

  /** Two states take turns until the bits are used up. */
  private static int compressed(byte[] data, int from, int to, int[] weights) throws IOException {
    FseTable.Description description = new FseTable.Description(data, from, to);
    FseTable table = description.read(MOST_BITS + 1, 6);
    BackwardBits in = new BackwardBits();
    in.start(data, description.end(), to);
    int one = table.start(in);
    int other = table.start(in);
    int count = 0;
    while (true) {
      if (count > MOST_SYMBOLS - 3) {
        throw new IOException("is corrupt");
      }
      weights[count++] = table.symbol(one);
      one = table.next(one, in);
      if (in.left() < 0) {
        weights[count++] = table.symbol(other);
        return count;
      }
      int turn = one;
      one = other;
      other = turn;
    }
  }

  /** Decodes as many symbols as there must be in a stream of their own. */
  void decode(byte[] data, int from, int to, byte[] target, int start, int end) throws IOException {
    BackwardBits in = new BackwardBits();
    in.start(data, from, to);
    for (int i = start; i < end; i++) {
      int code = in.peek(bits);
      target[i] = symbols[code];
      in.skip(lengths[code]);
    }
    in.ensureAllRead();
  }
}
