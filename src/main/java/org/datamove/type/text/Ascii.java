package org.datamove.type.text;

/** Questions about bytes that are ASCII where the answer is yes. */
public final class Ascii {
  private Ascii() {}

  /** Whether it is a decimal digit. */
  public static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  /** Whether {@code count} digits stand at {@code p}, which must lie in the array. */
  public static boolean areDigits(byte[] buf, int p, int count) {
    for (int i = p; i < p + count; i++) {
      if (!isDigit(buf[i])) {
        return false;
      }
    }
    return true;
  }

  /** Where the digits that start at {@code from} end. */
  public static int digitsEnd(byte[] buf, int from, int to) {
    int p = from;
    while (p < to && isDigit(buf[p])) {
      p++;
    }
    return p;
  }

  /** Whether it is a letter from A to Z. */
  public static boolean isLetter(byte b) {
    return (b | 0x20) >= 'a' && (b | 0x20) <= 'z';
  }

  /** What C's isspace takes in PostgreSQL: blank, tab, line feed, vertical tab, form feed, CR. */
  public static boolean isSpace(byte b) {
    return b == ' ' || (b >= '\t' && b <= '\r');
  }

  /** The first position from {@code from} on that holds no white space, or {@code to}. */
  public static int skipSpace(byte[] buf, int from, int to) {
    int p = from;
    while (p < to && isSpace(buf[p])) {
      p++;
    }
    return p;
  }

  /** The end of the value without the white space it ends in. */
  public static int trimEnd(byte[] buf, int from, int to) {
    int end = to;
    while (end > from && isSpace(buf[end - 1])) {
      end--;
    }
    return end;
  }

  /** Whether the value is the word. */
  public static boolean is(byte[] buf, int from, int to, String word) {
    return to - from == word.length() && startsWith(buf, from, to, word);
  }

  /** Whether the value begins with the word. */
  public static boolean startsWith(byte[] buf, int from, int to, String word) {
    if (to - from < word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (buf[from + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether the value is the word in any letter case.
   *
   * @param lowerCase letters only
   */
  public static boolean isIgnoringCase(byte[] buf, int from, int to, String lowerCase) {
    int length = lowerCase.length();
    return to - from == length && startsWithIgnoringCase(buf, from, to, lowerCase, length);
  }

  /** Whether the value begins with the first {@code length} letters of the word in any case. */
  public static boolean startsWithIgnoringCase(
      byte[] buf, int from, int to, String lowerCase, int length) {
    if (to - from < length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if ((buf[from + i] | 0x20) != lowerCase.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
