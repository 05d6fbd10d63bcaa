package org.datamove.type.accept;

import java.util.OptionalInt;
import org.datamove.type.text.HexText;
import org.datamove.type.text.JsonText;
import org.datamove.type.text.Utf8;

/** Texts, and what else is read character by character: uuid, bytea, json. */
public final class TextRules {
  private static final int MAX_BYTES = 64 << 20;
  private static final int MAX_JSON_DEPTH = 64;
  private static final int UUID_DIGITS = 32;

  private TextRules() {}

  /** Texts that the server's encoding surely has. */
  public static ValueRule text(boolean utf8Server) {
    return utf8Server ? TextRules::isText : TextRules::isAscii;
  }

  /** Only what needs no cutting: of a longer text PostgreSQL cuts blanks, and refuses others. */
  public static ValueRule limited(OptionalInt length, boolean utf8Server) {
    ValueRule text = text(utf8Server);
    if (length.isEmpty()) {
      return text;
    }
    int limit = length.getAsInt();
    return (buf, from, to) ->
        text.surelyAccepts(buf, from, to)
            && (to - from <= limit || Utf8.length(buf, from, to) <= limit);
  }

  /** The hex format, and any text without a backslash in the escape format. */
  public static ValueRule bytea(boolean utf8Server) {
    ValueRule text = text(utf8Server);
    return (buf, from, to) -> {
      if (to - from >= 2 && buf[from] == '\\' && buf[from + 1] == 'x') {
        return (to - from) % 2 == 0 && HexText.isHex(buf, from + 2, to);
      }
      return text.surelyAccepts(buf, from, to) && !hasBackslash(buf, from, to);
    };
  }

  /** What both json and jsonb take. */
  public static ValueRule json(boolean utf8Server) {
    ValueRule text = text(utf8Server);
    JsonText json = JsonText.lenient(MAX_JSON_DEPTH, !utf8Server);
    return (buf, from, to) -> text.surelyAccepts(buf, from, to) && json.check(buf, from, to) == to;
  }

  /** 32 hexadecimal digits, alone or with the four usual dashes. */
  public static boolean uuid(byte[] buf, int from, int to) {
    return to - from == UUID_DIGITS
        ? HexText.isHex(buf, from, to)
        : (HexText.uuidKinds(buf, from, to) & HexText.OTHER) == 0;
  }

  private static boolean isText(byte[] buf, int from, int to) {
    return to - from <= MAX_BYTES && Utf8.isText(buf, from, to);
  }

  private static boolean isAscii(byte[] buf, int from, int to) {
    return to - from <= MAX_BYTES && Utf8.isAscii(buf, from, to);
  }

  private static boolean hasBackslash(byte[] buf, int from, int to) {
    for (int p = from; p < to; p++) {
      if (buf[p] == '\\') {
        return true;
      }
    }
    return false;
  }
}
