package org.datamove.csv;

/** Well-formed UTF-8 (the Unicode Standard, table 3-7). */
final class Utf8Check {
  private Utf8Check() {}

  /** How many bytes the character at a position has, or 0 where the bytes are not well-formed. */
  static int length(byte[] bytes, int at, int end) {
    int b = bytes[at] & 0xFF;
    if (b < 0x80) {
      return 1;
    }
    if (b < 0xC2 || b > 0xF4) {
      return 0;
    }
    if (b < 0xE0) {
      return continues(bytes, at + 1, end, 0x80, 0xBF) ? 2 : 0;
    }
    if (b < 0xF0) {
      int least = b == 0xE0 ? 0xA0 : 0x80;
      int most = b == 0xED ? 0x9F : 0xBF;
      return continues(bytes, at + 1, end, least, most) && continues(bytes, at + 2, end, 0x80, 0xBF)
          ? 3
          : 0;
    }
    int least = b == 0xF0 ? 0x90 : 0x80;
    int most = b == 0xF4 ? 0x8F : 0xBF;
    return continues(bytes, at + 1, end, least, most)
            && continues(bytes, at + 2, end, 0x80, 0xBF)
            && continues(bytes, at + 3, end, 0x80, 0xBF)
        ? 4
        : 0;
  }

  private static boolean continues(byte[] bytes, int at, int end, int least, int most) {
    return at < end && (bytes[at] & 0xFF) >= least && (bytes[at] & 0xFF) <= most;
  }
}
