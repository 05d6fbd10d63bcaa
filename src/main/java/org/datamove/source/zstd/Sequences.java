package org.datamove.source.zstd;

import java.io.IOException;

/**
 * The sequences section of a block: literals and matches in turn (RFC 8878, 3.1.1.3.2). Codes and
 * the last offsets may be used by later blocks of the frame.
 */
final class Sequences {
  private static final FseTable LITERAL_DEFAULT =
      FseTable.of(
          6, 4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1,
          1, 1, 1, -1, -1, -1, -1);
  private static final FseTable MATCH_DEFAULT =
      FseTable.of(
          6, 1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
          1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1);
  private static final FseTable OFFSET_DEFAULT =
      FseTable.of(
          5, 1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1,
          -1);

  private static final int[] LITERAL_BITS = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11,
    12, 13, 14, 15, 16
  };
  private static final int[] LITERAL_BASE = base(LITERAL_BITS, 0);
  private static final int[] MATCH_BITS = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16
  };
  private static final int[] MATCH_BASE = base(MATCH_BITS, 3);
  private static final int OFFSET_CODES = 32;

  /** Each code stands for as many values as its bits tell apart; all follow one another. */
  private static int[] base(int[] bits, int first) {
    int[] base = new int[bits.length];
    int next = first;
    for (int i = 0; i < bits.length; i++) {
      base[i] = next;
      next += 1 << bits[i];
    }
    return base;
  }

  private final Window window;
  private final Literals literals;
  private final BackwardBits in = new BackwardBits();
  private FseTable literalLengths;
  private FseTable offsets;
  private FseTable matchLengths;
  private int last = 1;
  private int second = 4;
  private int third = 8;

  private byte[] data;
  private int at;
  private int end;

  Sequences(Window window, Literals literals) {
    this.window = window;
    this.literals = literals;
  }

  /** Carries out the section that fills the rest of a block. */
  void run(byte[] block, int from, int to) throws IOException {
    data = block;
    at = from;
    end = to;
    int count = count();
    int literal = 0;
    if (count > 0) {
      int modes = next();
      if ((modes & 3) != 0) {
        throw new IOException("is corrupt");
      }
      literalLengths = table(modes >> 6, literalLengths, LITERAL_DEFAULT, LITERAL_BITS.length, 9);
      offsets = table((modes >> 4) & 3, offsets, OFFSET_DEFAULT, OFFSET_CODES, 8);
      matchLengths = table((modes >> 2) & 3, matchLengths, MATCH_DEFAULT, MATCH_BITS.length, 9);
      literal = matches(count);
    } else if (at != end) {
      throw new IOException("is corrupt");
    }
    window.append(literals.bytes, literal, literals.size() - literal);
  }

  private int next() throws IOException {
    if (at >= end) {
      throw new IOException("is corrupt");
    }
    return data[at++] & 0xFF;
  }

  private int count() throws IOException {
    int first = next();
    if (first < 128) {
      return first;
    }
    return first < 255 ? ((first - 128) << 8) + next() : next() + (next() << 8) + 0x7F00;
  }

  private FseTable table(int mode, FseTable before, FseTable usual, int symbols, int accuracy)
      throws IOException {
    return switch (mode) {
      case 0 -> usual;
      case 1 -> one(symbols);
      case 2 -> described(symbols, accuracy);
      default -> {
        if (before == null) {
          throw new IOException("is corrupt");
        }
        yield before;
      }
    };
  }

  private FseTable one(int symbols) throws IOException {
    int symbol = next();
    if (symbol >= symbols) {
      throw new IOException("is corrupt");
    }
    return FseTable.ofOne(symbol);
  }

  private FseTable described(int symbols, int accuracy) throws IOException {
    FseTable.Description description = new FseTable.Description(data, at, end);
    FseTable table = description.read(symbols, accuracy);
    at = description.end();
    return table;
  }

  /** Gives the number of literals that are used up. */
  private int matches(int count) throws IOException {
    in.start(data, at, end);
    int literalState = literalLengths.start(in);
    int offsetState = offsets.start(in);
    int matchState = matchLengths.start(in);
    int literal = 0;
    long most = window.total() + FrameHeader.MOST_BLOCK_BYTES;
    for (int left = count; left > 0; left--) {
      int offsetCode = offsets.symbol(offsetState);
      long value = (1L << offsetCode) + (in.read(offsetCode) & 0xFFFFFFFFL);
      int matchCode = matchLengths.symbol(matchState);
      int match = MATCH_BASE[matchCode] + in.read(MATCH_BITS[matchCode]);
      int literalCode = literalLengths.symbol(literalState);
      int length = LITERAL_BASE[literalCode] + in.read(LITERAL_BITS[literalCode]);
      if (left > 1) {
        literalState = literalLengths.next(literalState, in);
        matchState = matchLengths.next(matchState, in);
        offsetState = offsets.next(offsetState, in);
      }
      if (length > literals.size() - literal || window.total() + length + match > most) {
        throw new IOException("is corrupt");
      }
      window.append(literals.bytes, literal, length);
      literal += length;
      window.repeat(offset(value, length == 0), match);
    }
    in.ensureAllRead();
    if (window.total() + literals.size() - literal > most) {
      throw new IOException("is corrupt");
    }
    return literal;
  }

  /** The first three values stand for offsets that were used before. */
  private int offset(long value, boolean noLiterals) throws IOException {
    if (value > 3) {
      if (value - 3 > Integer.MAX_VALUE) {
        throw new IOException("is corrupt");
      }
      return newest((int) (value - 3));
    }
    int which = (int) value + (noLiterals ? 1 : 0);
    return switch (which) {
      case 1 -> last;
      case 2 -> {
        int offset = second;
        second = last;
        last = offset;
        yield offset;
      }
      case 3 -> newest(third);
      default -> newest(last - 1);
    };
  }

  private int newest(int offset) {
    third = second;
    second = last;
    last = offset;
    return offset;
  }
}
