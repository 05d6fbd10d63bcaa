package org.datamove.host.pljava;

import java.io.ByteArrayOutputStream;
import org.datamove.source.FileNames;

/**
 * Texts of a database in SQL_ASCII, where they are bytes. PL/Java has a pair of noncharacters for
 * each byte beyond ASCII: U+FDD8 to U+FDDF for its four high bits, U+FDE0 to U+FDEF for the low
 * ones (its class {@code SQL_ASCII}). The engine takes them for UTF-8, as far as they are.
 */
final class ByteText {
  private static final char HIGH = '\uFDD8';
  private static final char LOW = '\uFDE0';

  private ByteText() {}

  /** The characters of a text of PL/Java's. */
  static String characters(String text) {
    if (text == null || text.chars().allMatch(c -> c < 0x80)) {
      return text;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        bytes.write(c);
      } else if (i + 1 < text.length()) {
        bytes.write(((c & 0xF) << 4) | (text.charAt(++i) & 0xF));
      }
    }
    return FileNames.UTF8.text(bytes.toByteArray());
  }

  /** A text as PL/Java takes it. */
  static String pairs(String text) {
    if (text == null || text.chars().allMatch(c -> c < 0x80)) {
      return text;
    }
    StringBuilder pairs = new StringBuilder(text.length() * 2);
    for (byte b : FileNames.UTF8.bytes(text)) {
      if (b >= 0) {
        pairs.append((char) b);
      } else {
        pairs.append((char) (HIGH | ((b >> 4) & 0xF))).append((char) (LOW | (b & 0xF)));
      }
    }
    return pairs.toString();
  }
}
