package org.datamove.type.infer;

import org.datamove.type.text.Ascii;
import org.datamove.type.text.HexText;
import org.datamove.type.text.JsonText;
import org.datamove.type.text.Utf8;
import org.datamove.type.text.VectorText;

/** Tells the shape of a value. Not thread-safe: it reuses what it reads numbers with. */
final class ShapeReader {
  /** Deepest nesting that is inferred as jsonb. */
  static final int MAX_JSON_DEPTH = 500;

  private static final int MAX_JSON_BYTES = 64 << 20;

  private final JsonText json = JsonText.canonical(MAX_JSON_DEPTH);
  private final VectorText vectors = new VectorText();
  private final NumberText number = new NumberText();
  private final ArrayText array = new ArrayText(number);
  private long list;

  /** What {@link VectorText#read} made of the value read last; unsure where it is no list. */
  long list() {
    return list;
  }

  /** The shape of a value that is not NULL. */
  Shape read(byte[] buf, int from, int to) {
    list = VectorText.UNSURE;
    if (from == to) {
      return Shape.EMPTY;
    }
    Shape shape = trimmed(buf, from, to);
    boolean padded = Ascii.isSpace(buf[from]) || Ascii.isSpace(buf[to - 1]);
    return shape.nearness() == Shape.Nearness.FAR && padded ? padded(buf, from, to) : shape;
  }

  /** What double precision would do to the decimal read last; null if nothing. */
  Shape lossAsDouble() {
    return number.lossAsDouble();
  }

  private Shape trimmed(byte[] buf, int from, int to) {
    byte first = buf[from];
    int uuid = HexText.uuidKinds(buf, from, to);
    if ((uuid & HexText.OTHER) == 0) {
      return (uuid & HexText.UPPER_CASE) == 0 ? Shape.UUID : Shape.UUID_UPPER;
    }
    if (Ascii.isDigit(first)) {
      Shape shape = number.read(buf, from, to);
      if (shape == Shape.FREE_TEXT) {
        shape = DateTimeShape.of(buf, from, to);
      }
      return shape == Shape.FREE_TEXT ? OtherDate.of(buf, from, to) : shape;
    }
    return switch (first) {
      case '-' ->
          Ascii.is(buf, from + 1, to, "Infinity") ? Shape.NOT_FINITE : number.read(buf, from, to);
      case '+', '.' -> number.read(buf, from, to);
      case '[' -> numbers(buf, from, to);
      case '{' -> {
        Shape shape = array.read(buf, from, to);
        yield shape == Shape.FREE_TEXT ? json(buf, from, to) : shape;
      }
      case 'N' -> Ascii.is(buf, from, to, "NaN") ? Shape.NOT_FINITE : word(buf, from, to);
      case 'I' -> Ascii.is(buf, from, to, "Infinity") ? Shape.NOT_FINITE : Shape.FREE_TEXT;
      default -> word(buf, from, to);
    };
  }

  private static Shape word(byte[] buf, int from, int to) {
    boolean isBoolean =
        Ascii.isIgnoringCase(buf, from, to, "true") || Ascii.isIgnoringCase(buf, from, to, "false");
    return isBoolean ? Shape.BOOLEAN : OtherDate.of(buf, from, to);
  }

  private Shape padded(byte[] buf, int from, int to) {
    int start = Ascii.skipSpace(buf, from, to);
    int end = Ascii.trimEnd(buf, start, to);
    if (start == end) {
      return Shape.FREE_TEXT;
    }
    Shape inner = trimmed(buf, start, end);
    if (inner == Shape.VECTOR || inner == Shape.VECTOR_NUMBER || inner == Shape.VECTOR_SPELLING) {
      return numbers(buf, from, to);
    }
    if (inner != Shape.JSON) {
      return inner.fits() ? Shape.PADDED : Shape.FREE_TEXT;
    }
    // JSON may have white space around it, but not every kind.
    return json(buf, from, to) == Shape.JSON ? Shape.JSON : Shape.PADDED;
  }

  private Shape numbers(byte[] buf, int from, int to) {
    long read = vectors.read(buf, from, to, VectorText.FLOAT_POWER);
    if (read == VectorText.UNSURE) {
      return json(buf, from, to);
    }
    list = read;
    int elements = VectorText.elements(read);
    boolean asInJson = (read & (VectorText.NOT_JSON | VectorText.CHANGED_BY_JSON)) == 0;
    if (asInJson && isAsciiSpaceOfJson(buf, from, to)) {
      return elements < 2 ? Shape.JSON : Shape.VECTOR;
    }
    Shape shape = json(buf, from, to);
    if (elements < 2) {
      return shape;
    }
    return switch (shape) {
      case JSON -> Shape.VECTOR;
      case JSON_NUMBER -> Shape.VECTOR_NUMBER;
      default -> Shape.VECTOR_SPELLING;
    };
  }

  /** JSON knows four kinds of white space, vectors six. */
  private static boolean isAsciiSpaceOfJson(byte[] buf, int from, int to) {
    for (int i = from; i < to; i++) {
      if (buf[i] == 0x0B || buf[i] == 0x0C) {
        return false;
      }
    }
    return true;
  }

  private Shape json(byte[] buf, int from, int to) {
    if (to - from > MAX_JSON_BYTES || !Utf8.isText(buf, from, to)) {
      return Shape.NOT_JSON;
    }
    int end = json.check(buf, from, to);
    return switch (end) {
      case JsonText.INVALID -> Shape.NOT_JSON;
      case JsonText.DEPTH -> Shape.JSON_DEPTH;
      case JsonText.NUMBER -> Shape.JSON_NUMBER;
      case JsonText.ESCAPE -> Shape.JSON_ESCAPE;
      case JsonText.KEY_ORDER -> Shape.JSON_KEY_ORDER;
      case JsonText.KEY_TWICE -> Shape.JSON_KEY_TWICE;
      default -> Shape.JSON;
    };
  }
}
