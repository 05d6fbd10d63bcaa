package org.datamove.type.text;

import java.util.Arrays;

/** Escape sequences in JSON strings. */
final class JsonEscape {
  private static final String SHORT = "\"\\/bfnrt";
  private static final String SHORT_VALUES = "\"\\/\b\f\n\r\t";
  private static final int UNICODE_LENGTH = 6;

  private JsonEscape() {}

  /**
   * Reads the sequence whose backslash is at {@code p}.
   *
   * @param canonical whether only what jsonb prints is right
   * @param asciiOnly whether only ASCII characters are right
   * @return the position after it (after both, for a pair of surrogates), or a problem of {@link
   *     JsonText}
   */
  static int end(byte[] buf, int p, int to, boolean canonical, boolean asciiOnly) {
    if (p + 1 >= to) {
      return JsonText.INVALID;
    }
    byte kind = buf[p + 1];
    if (kind != 'u') {
      if (SHORT.indexOf(kind) < 0) {
        return JsonText.INVALID;
      }
      return canonical && kind == '/' ? JsonText.ESCAPE : p + 2;
    }
    int unit = unit(buf, p, to);
    if (unit < 0) {
      return JsonText.INVALID;
    }
    int end = p + UNICODE_LENGTH;
    if (canonical) {
      return isPrinted(buf, p, unit) ? end : JsonText.ESCAPE;
    }
    if (unit == 0 || (asciiOnly && unit > 0x7F) || Character.isLowSurrogate((char) unit)) {
      return JsonText.ESCAPE;
    }
    if (Character.isHighSurrogate((char) unit)) {
      int low = unit(buf, end, to);
      boolean pair = low >= 0 && Character.isLowSurrogate((char) low);
      return pair ? end + UNICODE_LENGTH : JsonText.ESCAPE;
    }
    return end;
  }

  /** The bytes of a string whose escapes are canonical, without its quotes. */
  static byte[] decode(byte[] buf, int from, int to) {
    byte[] decoded = new byte[to - from];
    int length = 0;
    int p = from;
    while (p < to) {
      if (buf[p] != '\\') {
        decoded[length++] = buf[p++];
      } else if (buf[p + 1] == 'u') {
        decoded[length++] = (byte) unit(buf, p, to);
        p += UNICODE_LENGTH;
      } else {
        decoded[length++] = (byte) SHORT_VALUES.charAt(SHORT.indexOf(buf[p + 1]));
        p += 2;
      }
    }
    return Arrays.copyOf(decoded, length);
  }

  /** The UTF-16 unit that stands at {@code p} as a backslash, u and four digits; -1 if none. */
  private static int unit(byte[] buf, int p, int to) {
    if (to - p < UNICODE_LENGTH || buf[p] != '\\' || buf[p + 1] != 'u') {
      return -1;
    }
    int unit = 0;
    for (int i = p + 2; i < p + UNICODE_LENGTH; i++) {
      int digit = Character.digit(buf[i], 16);
      if (digit < 0) {
        return -1;
      }
      unit = unit * 16 + digit;
    }
    return unit;
  }

  /** Control characters without a short form, in lower-case digits; jsonb has no NUL. */
  private static boolean isPrinted(byte[] buf, int p, int unit) {
    boolean upperCase = buf[p + 5] >= 'A' && buf[p + 5] <= 'F';
    return unit > 0 && unit < ' ' && SHORT_VALUES.indexOf(unit) < 0 && !upperCase;
  }
}
