package org.datamove.csv;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * What the first bytes of a file say of its encoding (the Unicode Standard, 23.8). The decoders of
 * Java know the marks of the encodings that are not named here.
 */
final class ByteOrderMark {
  private ByteOrderMark() {}

  /**
   * Decides in which encoding a file is, and goes past the mark that says so.
   *
   * @param in at its start
   * @param wanted the encoding that it is said to be in; null for UTF-8 unless a mark says UTF-16
   */
  static Charset skip(BufferedInputStream in, Charset wanted) throws IOException {
    in.mark(3);
    byte[] first = in.readNBytes(3);
    in.reset();
    boolean unsaid = wanted == null;
    if ((unsaid || wanted.equals(StandardCharsets.UTF_8)) && begins(first, 0xEF, 0xBB, 0xBF)) {
      in.skipNBytes(3);
      return StandardCharsets.UTF_8;
    }
    boolean utf16 = unsaid || wanted.equals(StandardCharsets.UTF_16);
    if ((utf16 || wanted.equals(StandardCharsets.UTF_16BE)) && begins(first, 0xFE, 0xFF)) {
      in.skipNBytes(2);
      return StandardCharsets.UTF_16BE;
    }
    if ((utf16 || wanted.equals(StandardCharsets.UTF_16LE)) && begins(first, 0xFF, 0xFE)) {
      in.skipNBytes(2);
      return StandardCharsets.UTF_16LE;
    }
    return unsaid ? StandardCharsets.UTF_8 : wanted;
  }

  private static boolean begins(byte[] bytes, int... mark) {
    for (int i = 0; i < mark.length; i++) {
      if (i == bytes.length || (bytes[i] & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
  }
}
