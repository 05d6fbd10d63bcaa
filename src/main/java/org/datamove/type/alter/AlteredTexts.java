package org.datamove.type.alter;

import java.util.OptionalInt;
import org.datamove.type.text.Utf8;

/** Texts that are cut, and bytes that are written in another way. */
public final class AlteredTexts {
  private static final int NAME_BYTES = 63;

  private AlteredTexts() {}

  /** A text that is too long is accepted only if nothing but blanks has to go. */
  public static AlteredRule limited(OptionalInt length) {
    if (length.isEmpty()) {
      return null;
    }
    int limit = length.getAsInt();
    String message =
        "trailing blanks are cut to fit " + limit + (limit == 1 ? " character" : " characters");
    return (buf, from, to) ->
        to - from <= limit || Utf8.length(buf, from, to) <= limit ? null : message;
  }

  /** A text without backslash, or in the escape format, is written back in the hex format. */
  public static String bytes(byte[] buf, int from, int to) {
    boolean hex = to - from >= 2 && buf[from] == '\\' && buf[from + 1] == 'x';
    return hex || to == from ? null : "text is stored as its bytes, not read as hexadecimal digits";
  }

  /** Of bytes in the escape format a text is written as it is. */
  public static String keptBytes(byte[] buf, int from, int to) {
    return null;
  }

  /** A name of an object. */
  public static String name(byte[] buf, int from, int to) {
    return to - from <= NAME_BYTES ? null : "text is cut to " + NAME_BYTES + " bytes";
  }
}
