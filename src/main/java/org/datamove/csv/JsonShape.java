package org.datamove.csv;

/** Finds out whether a text is JSON (RFC 8259): one document, or a value on each line. */
final class JsonShape {
  private static final int DEEPEST = 500;
  private static final int NONE = -1;
  private static final int CUT = -2;

  private final String text;
  private boolean keySeen;

  private JsonShape(String text) {
    this.text = text;
  }

  /**
   * Whether a text is JSON.
   *
   * @param text the beginning of a file
   * @param whole whether that is all of it
   */
  static boolean isJson(String text, boolean whole) {
    JsonShape shape = new JsonShape(text);
    int at = shape.blanks(0);
    for (int values = 0; values < 2; values++) {
      if (at == text.length() && values > 0) {
        return true;
      }
      char c = shape.at(at);
      if (c != '{' && c != '[') {
        return false;
      }
      int end = shape.value(at, 0);
      if (end == CUT) {
        return !whole || shape.keySeen; // a download may have been cut
      }
      int next = end == NONE ? NONE : shape.blanks(end);
      boolean separate =
          next == text.length()
              || (next > NONE && (c == shape.at(next) || hasLineEnd(text, end, next)));
      if (!separate) {
        return false;
      }
      at = next;
    }
    return true;
  }

  private static boolean hasLineEnd(String text, int from, int to) {
    return text.substring(from, to).indexOf('\n') >= 0;
  }

  private char at(int position) {
    return position < text.length() ? text.charAt(position) : 0;
  }

  private int blanks(int from) {
    int at = from;
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }

  /** Where the value that starts at a position ends; {@link #NONE} where it is none. */
  private int value(int start, int depth) {
    char c = at(start);
    if (start >= text.length()) {
      return CUT;
    }
    if (depth > DEEPEST) {
      return NONE;
    }
    return switch (c) {
      case '{' -> members(start + 1, '}', depth);
      case '[' -> members(start + 1, ']', depth);
      case '"' -> string(start + 1);
      default -> word(start);
    };
  }

  private int members(int start, char close, int depth) {
    int at = blanks(start);
    if (at(at) == close) {
      return at + 1;
    }
    while (true) {
      if (close == '}') {
        at = key(at);
      }
      at = at < 0 ? at : value(blanks(at), depth + 1);
      if (at < 0) {
        return at;
      }
      at = blanks(at);
      if (at >= text.length()) {
        return CUT;
      }
      if (at(at) == close) {
        return at + 1;
      }
      if (at(at) != ',') {
        return NONE;
      }
      at = blanks(at + 1);
    }
  }

  /** Goes behind a key and its colon. */
  private int key(int start) {
    if (start >= text.length()) {
      return CUT;
    }
    int end = at(start) == '"' ? string(start + 1) : NONE;
    if (end < 0) {
      return end;
    }
    int colon = blanks(end);
    keySeen |= at(colon) == ':';
    return colon >= text.length() ? CUT : at(colon) == ':' ? colon + 1 : NONE;
  }

  private int string(int start) {
    int at = start;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"') {
        return at + 1;
      }
      if (c == '\n') {
        return NONE;
      }
      at += c == '\\' ? 2 : 1;
    }
    return CUT;
  }

  /** A number, or one of the literals, those of JavaScript's numbers included. */
  private int word(int start) {
    int at = start;
    while (at < text.length()
        && (Character.isLetterOrDigit(at(at)) || "+-.".indexOf(at(at)) >= 0)) {
      at++;
    }
    if (at == text.length()) {
      return CUT;
    }
    String word = text.substring(start, at);
    return word.matches("-?\\d+(\\.\\d+)?([eE][-+]?\\d+)?|true|false|null|NaN|-?Infinity")
        ? at
        : NONE;
  }
}
