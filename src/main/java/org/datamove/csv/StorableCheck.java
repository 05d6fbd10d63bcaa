package org.datamove.csv;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;

/** Finds characters that the database's encoding does not have. */
final class StorableCheck {
  private final CharsetEncoder encoder;

  StorableCheck(Charset database) {
    encoder = database.newEncoder();
  }

  /** Makes the first such character the row's problem, where it has none yet. */
  void check(Row row) {
    for (int i = 0; i < row.fields() && row.problem() == null; i++) {
      if (!isAscii(row.data(), row.from(i), row.to(i)) && !encoder.canEncode(row.text(i))) {
        row.problem(
            new CsvProblem(
                CsvProblem.Kind.UNSTORABLE_CHARACTER, row.line(), bytes(first(row.text(i)))));
      }
    }
  }

  /** Whether the database holds a text. */
  boolean holds(String text) {
    return encoder.canEncode(text);
  }

  private static boolean isAscii(byte[] data, int from, int to) {
    for (int i = from; i < to; i++) {
      if (data[i] < 0) {
        return false;
      }
    }
    return true;
  }

  private String first(String text) {
    return text.codePoints()
        .mapToObj(Character::toString)
        .filter(character -> !encoder.canEncode(character))
        .findFirst()
        .orElse(text);
  }

  /** As PostgreSQL writes them. */
  private static String bytes(String character) {
    StringBuilder bytes = new StringBuilder();
    for (byte one : character.getBytes(StandardCharsets.UTF_8)) {
      bytes.append(bytes.isEmpty() ? "0x" : " 0x");
      bytes
          .append(Character.forDigit(one >> 4 & 0xF, 16))
          .append(Character.forDigit(one & 0xF, 16));
    }
    return bytes.toString();
  }
}
