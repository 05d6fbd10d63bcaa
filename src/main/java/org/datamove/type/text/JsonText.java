package org.datamove.type.text;

import java.util.Arrays;

/**
 * Reads JSON (RFC 8259) as PostgreSQL does. In the canonical form it demands in addition that jsonb
 * would print the value back as it is, white space apart: keys unique and in jsonb's order (shorter
 * first, then by bytes), numbers as numeric prints them, escapes only where jsonb writes them
 * (manual, "JSON Types").
 *
 * <p>Not thread-safe: it reuses what it reads numbers with. The bytes must be valid UTF-8.
 */
public final class JsonText {
  /** Problems, in place of a position. */
  public static final int INVALID = -1;

  /** It is nested too deep. */
  public static final int DEPTH = -2;

  /** A number would be changed, or may be too large. */
  public static final int NUMBER = -3;

  /** An escape sequence would be changed. */
  public static final int ESCAPE = -4;

  /** Keys are in another order than jsonb's. */
  public static final int KEY_ORDER = -5;

  /** A key comes twice in an object. */
  public static final int KEY_TWICE = -6;

  private static final int MOST_NESTED = 500;
  private static final int MAX_LENIENT_DIGITS = 4000;
  private static final int MAX_LENIENT_EXPONENT_DIGITS = 3;

  private final boolean canonical;
  private final boolean ordered;
  private final int maxDepth;
  private final boolean asciiOnly;
  private final DecimalText number = new DecimalText();

  private JsonText(boolean canonical, boolean ordered, int maxDepth, boolean asciiOnly) {
    this.canonical = canonical;
    this.ordered = ordered;
    this.maxDepth = maxDepth;
    this.asciiOnly = asciiOnly;
  }

  /** For values that jsonb prints back as they are but for white space. */
  public static JsonText canonical(int maxDepth) {
    return new JsonText(true, true, maxDepth, false);
  }

  /**
   * For values that json and jsonb surely take; it excludes what only one of them takes.
   *
   * @param asciiOnly whether an escape sequence beyond ASCII is a problem
   */
  public static JsonText lenient(int maxDepth, boolean asciiOnly) {
    return new JsonText(false, false, maxDepth, asciiOnly);
  }

  /** For values of which the keys are unique and in jsonb's order, however they are nested. */
  public static JsonText ordered() {
    return new JsonText(false, true, MOST_NESTED, false);
  }

  /**
   * Reads the whole value.
   *
   * @return {@code to}, or the first problem, which is negative
   */
  public int check(byte[] buf, int from, int to) {
    int end = value(buf, from, to, 0);
    if (end < 0) {
      return end;
    }
    return blanks(buf, end, to) == to ? to : INVALID;
  }

  private int value(byte[] buf, int from, int to, int depth) {
    int p = blanks(buf, from, to);
    if (p == to) {
      return INVALID;
    }
    return switch (buf[p]) {
      case '{' -> depth == maxDepth ? DEPTH : object(buf, p + 1, to, depth + 1);
      case '[' -> depth == maxDepth ? DEPTH : array(buf, p + 1, to, depth + 1);
      case '"' -> string(buf, p + 1, to);
      case 't' -> word(buf, p, to, "true");
      case 'f' -> word(buf, p, to, "false");
      case 'n' -> word(buf, p, to, "null");
      default -> number(buf, p, to);
    };
  }

  private int object(byte[] buf, int from, int to, int depth) {
    int p = blanks(buf, from, to);
    if (p < to && buf[p] == '}') {
      return p + 1;
    }
    int lastKey = -1;
    int lastKeyEnd = -1;
    while (p < to && buf[p] == '"') {
      int key = p + 1;
      int keyEnd = string(buf, key, to);
      if (keyEnd < 0) {
        return keyEnd;
      }
      if (ordered && lastKey >= 0) {
        int order = JsonKeys.compare(buf, lastKey, lastKeyEnd - 1, key, keyEnd - 1, canonical);
        if (order >= 0) {
          return order == 0 ? KEY_TWICE : KEY_ORDER;
        }
      }
      lastKey = key;
      lastKeyEnd = keyEnd;
      p = blanks(buf, keyEnd, to);
      if (p == to || buf[p] != ':') {
        return INVALID;
      }
      p = value(buf, p + 1, to, depth);
      if (p < 0) {
        return p;
      }
      p = blanks(buf, p, to);
      if (p < to && buf[p] == '}') {
        return p + 1;
      }
      if (p == to || buf[p] != ',') {
        return INVALID;
      }
      p = blanks(buf, p + 1, to);
    }
    return INVALID;
  }

  private int array(byte[] buf, int from, int to, int depth) {
    int p = blanks(buf, from, to);
    if (p < to && buf[p] == ']') {
      return p + 1;
    }
    while (true) {
      p = value(buf, p, to, depth);
      if (p < 0) {
        return p;
      }
      p = blanks(buf, p, to);
      if (p < to && buf[p] == ']') {
        return p + 1;
      }
      if (p == to || buf[p] != ',') {
        return INVALID;
      }
      p++;
    }
  }

  private int string(byte[] buf, int from, int to) {
    int p = from;
    while (p < to) {
      byte b = buf[p];
      if (b == '"') {
        return p + 1;
      }
      if (b >= 0 && b < ' ') {
        return INVALID;
      }
      if (b == '\\') {
        p = JsonEscape.end(buf, p, to, canonical, asciiOnly);
        if (p < 0) {
          return p;
        }
      } else {
        p++;
      }
    }
    return INVALID;
  }

  private int number(byte[] buf, int from, int to) {
    if (!number.find(buf, from, to) || buf[from] == '+') {
      return INVALID;
    }
    int digits = number.wholeDigits();
    int fractionDigits = number.fractionDigits();
    int first = number.first();
    if (digits == 0
        || (digits > 1 && buf[first] == '0')
        || (fractionDigits == 0 && number.hasPoint())) {
      return INVALID;
    }
    int p = number.end();
    int exponentDigits = 0;
    if (p < to && (buf[p] | 0x20) == 'e') {
      p = number.readExponent(buf, to);
      if (p < 0) {
        return INVALID;
      }
      exponentDigits = number.exponentDigits();
    }
    boolean held =
        canonical
            ? exponentDigits == 0
                && digits <= DecimalText.MAX_WHOLE_DIGITS
                && fractionDigits <= DecimalText.MAX_FRACTION_DIGITS
                && !(first > from && buf[first] == '0' && isZeros(buf, first + 2, p))
            : exponentDigits <= MAX_LENIENT_EXPONENT_DIGITS
                && digits + fractionDigits <= MAX_LENIENT_DIGITS;
    return held ? p : NUMBER;
  }

  private static int word(byte[] buf, int from, int to, String word) {
    return Ascii.startsWith(buf, from, to, word) ? from + word.length() : INVALID;
  }

  private static int blanks(byte[] buf, int from, int to) {
    int p = from;
    while (p < to && (buf[p] == ' ' || buf[p] == '\n' || buf[p] == '\r' || buf[p] == '\t')) {
      p++;
    }
    return p;
  }

  private static boolean isZeros(byte[] buf, int from, int to) {
    for (int p = from; p < to; p++) {
      if (buf[p] != '0') {
        return false;
      }
    }
    return true;
  }

  /** The order of object keys in jsonb: by length in bytes, then by bytes. */
  private static final class JsonKeys {
    /** Without canonical escapes a key that has one is taken for out of order. */
    static int compare(byte[] buf, int a, int aEnd, int b, int bEnd, boolean canonical) {
      if (!hasEscape(buf, a, aEnd) && !hasEscape(buf, b, bEnd)) {
        return compare(buf, a, aEnd, buf, b, bEnd);
      }
      if (!canonical) {
        return 1;
      }
      byte[] first = JsonEscape.decode(buf, a, aEnd);
      byte[] second = JsonEscape.decode(buf, b, bEnd);
      return compare(first, 0, first.length, second, 0, second.length);
    }

    private static int compare(byte[] x, int a, int aEnd, byte[] y, int b, int bEnd) {
      int byLength = Integer.compare(aEnd - a, bEnd - b);
      return byLength != 0 ? byLength : Arrays.compareUnsigned(x, a, aEnd, y, b, bEnd);
    }

    private static boolean hasEscape(byte[] buf, int from, int to) {
      for (int p = from; p < to; p++) {
        if (buf[p] == '\\') {
          return true;
        }
      }
      return false;
    }
  }
}
