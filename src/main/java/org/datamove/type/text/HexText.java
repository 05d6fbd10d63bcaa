package org.datamove.type.text;

/** Hexadecimal digits, alone and as UUIDs; each byte is looked up, since digits defy prediction. */
public final class HexText {
  /** Length of a UUID with its four dashes. */
  static final int UUID_LENGTH = 36;

  /** Kinds of bytes, as bits. */
  static final int LOWER_CASE = 1;

  /** A letter is in upper case. */
  public static final int UPPER_CASE = 2;

  /** Something else stands there. */
  public static final int OTHER = 4;

  private static final int[] DASHES = {8, 13, 18, 23};
  private static final byte[] KINDS = new byte[256];

  static {
    for (int b = 0; b < KINDS.length; b++) {
      boolean hex = b < 0x80 && Character.digit(b, 16) >= 0;
      int letter = Character.isUpperCase(b) ? UPPER_CASE : LOWER_CASE;
      KINDS[b] = (byte) (!hex ? OTHER : Character.isDigit(b) ? 0 : letter);
    }
  }

  private HexText() {}

  /** The kinds of bytes that occur; 0 for decimal digits only. */
  static int kinds(byte[] buf, int from, int to) {
    int kinds = 0;
    for (int p = from; p < to; p++) {
      kinds |= KINDS[buf[p] & 0xFF];
    }
    return kinds;
  }

  /** Whether all of it are hexadecimal digits. */
  public static boolean isHex(byte[] buf, int from, int to) {
    return (kinds(buf, from, to) & OTHER) == 0;
  }

  /** The kinds of bytes in a UUID with dashes; {@link #OTHER} among them if it is none. */
  public static int uuidKinds(byte[] buf, int from, int to) {
    if (to - from != UUID_LENGTH) {
      return OTHER;
    }
    int kinds = 0;
    int group = from;
    for (int dash : DASHES) {
      if (buf[from + dash] != '-') {
        return OTHER;
      }
      kinds |= kinds(buf, group, from + dash);
      group = from + dash + 1;
    }
    return kinds | kinds(buf, group, to);
  }
}
