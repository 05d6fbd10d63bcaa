package org.datamove.source.zstd;

import java.io.IOException;
import java.util.Arrays;

/** The states of a finite state entropy code (RFC 8878, 4.1). */
final class FseTable {
  private final int accuracy;
  private final byte[] symbols;
  private final byte[] bits;
  private final short[] bases;

  private FseTable(int accuracy) {
    this.accuracy = accuracy;
    this.symbols = new byte[1 << accuracy];
    this.bits = new byte[1 << accuracy];
    this.bases = new short[1 << accuracy];
  }

  /** A table that gives one symbol and takes no bits. */
  static FseTable ofOne(int symbol) {
    FseTable table = new FseTable(0);
    table.symbols[0] = (byte) symbol;
    return table;
  }

  /**
   * A table for a distribution.
   *
   * @param shares of each symbol, in states; -1 for less than one
   */
  static FseTable of(int accuracy, int... shares) {
    FseTable table = new FseTable(accuracy);
    int size = 1 << accuracy;
    int[] next = new int[shares.length];
    int high = size;
    for (int symbol = 0; symbol < shares.length; symbol++) {
      next[symbol] = Math.abs(shares[symbol]);
      if (shares[symbol] < 0) {
        table.symbols[--high] = (byte) symbol;
      }
    }
    int step = (size >> 1) + (size >> 3) + 3;
    int at = 0;
    for (int symbol = 0; symbol < shares.length; symbol++) {
      for (int i = 0; i < shares[symbol]; i++) {
        table.symbols[at] = (byte) symbol;
        do {
          at = (at + step) & (size - 1);
        } while (at >= high);
      }
    }
    for (int state = 0; state < size; state++) {
      int share = next[table.symbols[state]]++;
      int width = accuracy - (31 - Integer.numberOfLeadingZeros(share));
      table.bits[state] = (byte) width;
      table.bases[state] = (short) ((share << width) - size);
    }
    return table;
  }

  /** The description of a distribution, read from a position; says where it ends. */
  static final class Description {
    private final byte[] data;
    private final int limit;
    private long at; // in bits

    Description(byte[] data, int from, int limit) {
      this.data = data;
      this.limit = limit;
      this.at = from * 8L;
    }

    private int bits(int count) throws IOException {
      int value = 0;
      for (int i = 0; i < count; i++, at++) {
        int index = (int) (at >>> 3);
        if (index >= limit) {
          throw new IOException("is corrupt");
        }
        value |= ((data[index] >>> (at & 7)) & 1) << i;
      }
      return value;
    }

    FseTable read(int mostSymbols, int mostAccuracy) throws IOException {
      int accuracy = bits(4) + 5;
      if (accuracy > mostAccuracy) {
        throw new IOException("is corrupt");
      }
      int[] shares = new int[mostSymbols];
      int symbol = 0;
      int left = 1 << accuracy;
      while (left > 0) {
        if (symbol >= mostSymbols) {
          throw new IOException("is corrupt");
        }
        int share = share(left);
        shares[symbol++] = share;
        left -= Math.abs(share);
        if (share == 0) {
          int more;
          do {
            more = bits(2);
            symbol += more;
          } while (more == 3);
        }
      }
      if (left < 0 || symbol > mostSymbols) {
        throw new IOException("is corrupt");
      }
      return of(accuracy, Arrays.copyOf(shares, symbol));
    }

    /** Small values take a bit less than large ones. */
    private int share(int left) throws IOException {
      int width = 32 - Integer.numberOfLeadingZeros(left + 1);
      int cheap = (1 << width) - 1 - (left + 1);
      int value = bits(width - 1);
      if (value >= cheap) {
        value |= bits(1) << (width - 1);
        if (value >= 1 << (width - 1)) {
          value -= cheap;
        }
      }
      return value - 1;
    }

    /** The first byte behind. */
    int end() {
      return (int) ((at + 7) >>> 3);
    }
  }

  int start(BackwardBits in) {
    return in.read(accuracy);
  }

  int symbol(int state) {
    return symbols[state] & 0xFF;
  }

  int next(int state, BackwardBits in) {
    return bases[state] + in.read(bits[state]);
  }
}
