package org.datamove.binary;

import java.util.Arrays;

/** Values that are written in hexadecimal: uuid and bytea. */
public final class HexEncoders {
  /** The encoder of uuid. */
  public static final ValueEncoder UUID = HexEncoders::uuid;

  /** The hex format, and any text without a backslash in the escape format. */
  public static final ValueEncoder BYTEA = HexEncoders::bytea;

  private static final int UUID_DIGITS = 32;
  private static final int UUID_LENGTH = 36;
  private static final int[] GROUP_STARTS = {0, 9, 14, 19, 24};
  private static final int[] GROUP_ENDS = {8, 13, 18, 23, 36};

  /** What a digit stands for; negative for all other bytes. */
  private static final byte[] VALUES = new byte[256];

  static {
    Arrays.fill(VALUES, (byte) -1);
    for (int i = 0; i < 16; i++) {
      VALUES[Character.forDigit(i, 16)] = (byte) i;
      VALUES[Character.toUpperCase(Character.forDigit(i, 16))] = (byte) i;
    }
  }

  private HexEncoders() {}

  private static Encoding uuid(byte[] buf, int from, int to, ByteBuilder out) {
    if (to - from == UUID_DIGITS) {
      return decode(buf, from, to, out) ? Encoding.SURE : Encoding.NONE;
    }
    if (to - from != UUID_LENGTH
        || buf[from + 8] != '-'
        || buf[from + 13] != '-'
        || buf[from + 18] != '-'
        || buf[from + 23] != '-') {
      return Encoding.NONE;
    }
    boolean good = true;
    for (int i = 0; i < GROUP_STARTS.length; i++) {
      good &= decode(buf, from + GROUP_STARTS[i], from + GROUP_ENDS[i], out);
    }
    return good ? Encoding.SURE : Encoding.NONE;
  }

  private static Encoding bytea(byte[] buf, int from, int to, ByteBuilder out) {
    if (to - from >= 2 && buf[from] == '\\' && buf[from + 1] == 'x') {
      boolean good = (to - from) % 2 == 0 && decode(buf, from + 2, to, out);
      return good ? Encoding.SURE : Encoding.NONE;
    }
    for (int p = from; p < to; p++) {
      if (buf[p] == '\\') {
        return Encoding.NONE;
      }
    }
    out.add(buf, from, to);
    return Encoding.TO_CHECK;
  }

  private static boolean decode(byte[] buf, int from, int to, ByteBuilder out) {
    byte[] target = out.room((to - from) / 2);
    int at = out.length();
    int all = 0;
    for (int p = from; p < to; p += 2) {
      int value = VALUES[buf[p] & 0xFF] << 4 | VALUES[buf[p + 1] & 0xFF];
      all |= value;
      target[at++] = (byte) value;
    }
    out.advanceTo(at);
    return all >= 0;
  }
}
