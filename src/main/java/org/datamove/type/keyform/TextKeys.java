package org.datamove.type.keyform;

import java.util.OptionalInt;
import org.datamove.type.accept.BooleanRule;
import org.datamove.type.accept.TextRules;
import org.datamove.type.text.Ascii;
import org.datamove.type.text.HexText;
import org.datamove.type.text.Utf8;

/** The forms of texts, and of what else is read character by character. */
public final class TextKeys {
  private static final int UPPER_TO_LOWER = 0x20;

  private TextKeys() {}

  /** Of a text that is longer than the column PostgreSQL cuts blanks; it refuses others. */
  public static KeyForm limited(OptionalInt length) {
    if (length.isEmpty()) {
      return KeyForms::whole;
    }
    int limit = length.getAsInt();
    return (buf, from, to, out) -> {
      int end = to - from <= limit ? to : Utf8.prefixEnd(buf, from, to, limit);
      return KeyForms.whole(buf, from, end, out);
    };
  }

  /** The type char(n) does not count them. */
  public static boolean withoutTrailingBlanks(byte[] buf, int from, int to, KeyBytes out) {
    int end = to;
    while (end > from && buf[end - 1] == ' ') {
      end--;
    }
    return KeyForms.whole(buf, from, end, out);
  }

  /** The form of boolean. */
  public static boolean bool(byte[] buf, int from, int to, KeyBytes out) {
    if (!BooleanRule.accepts(buf, from, to)) {
      return false;
    }
    int p = Ascii.skipSpace(buf, from, to);
    out.add(
        switch (buf[p] | UPPER_TO_LOWER) {
          case 't', 'y', '1' -> 't';
          case 'o' -> (buf[p + 1] | UPPER_TO_LOWER) == 'n' ? 't' : 'f';
          default -> 'f';
        });
    return true;
  }

  /** The form of uuid. */
  public static boolean uuid(byte[] buf, int from, int to, KeyBytes out) {
    if (!TextRules.uuid(buf, from, to)) {
      return false;
    }
    for (int p = from; p < to; p++) {
      if (buf[p] != '-') {
        out.add(buf[p] | UPPER_TO_LOWER);
      }
    }
    return true;
  }

  /** The form of bytea, of values in hexadecimal digits. */
  public static boolean bytea(byte[] buf, int from, int to, KeyBytes out) {
    boolean hex =
        (to - from) % 2 == 0
            && Ascii.startsWith(buf, from, to, "\\x")
            && HexText.isHex(buf, from + 2, to);
    for (int p = from + 2; hex && p < to; p++) {
      out.add(buf[p] | UPPER_TO_LOWER);
    }
    return hex;
  }
}
