package org.datamove.type.infer;

import org.datamove.type.text.Ascii;

/** Reads array literals of PostgreSQL's, such as {@code {1,2,3}}, that hold nothing but numbers. */
final class ArrayText {
  private final NumberText number;

  ArrayText(NumberText number) {
    this.number = number;
  }

  /**
   * The shape of a literal that an array prints just as it is.
   *
   * @return {@link Shape#FREE_TEXT} for all else
   */
  Shape read(byte[] buf, int from, int to) {
    int end = to - 1;
    if (end <= from || buf[from] != '{' || buf[end] != '}') {
      return Shape.FREE_TEXT;
    }
    if (end == from + 1) {
      return Shape.ARRAY_EMPTY;
    }
    Shape widest = Shape.ARRAY_INT4;
    int start = from + 1;
    while (start <= end) {
      int comma = start;
      while (comma < end && buf[comma] != ',') {
        comma++;
      }
      Shape element = element(buf, start, comma);
      if (element == Shape.FREE_TEXT) {
        return Shape.FREE_TEXT;
      }
      widest = element.compareTo(widest) > 0 ? element : widest;
      start = comma + 1;
    }
    return widest;
  }

  private Shape element(byte[] buf, int from, int to) {
    if (from == to || Ascii.is(buf, from, to, "NULL")) {
      return from == to ? Shape.FREE_TEXT : Shape.ARRAY_INT4;
    }
    return switch (number.read(buf, from, to)) {
      case INT4 -> Shape.ARRAY_INT4;
      case INT8 -> Shape.ARRAY_INT8;
      case BIG_INTEGER -> Shape.ARRAY_NUMERIC;
      case DECIMAL ->
          // numeric prints the zero before the point
          buf[from] == '.' || (buf[from] == '-' && buf[from + 1] == '.')
              ? Shape.FREE_TEXT
              : Shape.ARRAY_NUMERIC;
      default -> Shape.FREE_TEXT;
    };
  }
}
