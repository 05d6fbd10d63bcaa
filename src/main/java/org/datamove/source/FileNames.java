package org.datamove.source;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.datamove.error.RequestException;

/**
 * Names of files as texts. A name is bytes; as for COPY, a text names the bytes that it has in the
 * database's encoding. What Java makes of a name depends on the locale of the server's process,
 * which may be C: there a name beyond ASCII is no path at all. So such names go through the one
 * form of a path that is made of bytes, its URI.
 *
 * <p>A byte that is no part of a character is kept as a surrogate that stands alone (U+DC80 to
 * U+DCFF); no text of a caller's has one.
 *
 * @param charset the database's encoding
 */
public record FileNames(Charset charset) {
  /** For databases in UTF8, and those whose encoding Java does not know. */
  public static final FileNames UTF8 = new FileNames(StandardCharsets.UTF_8);

  private static final int BYTE = 0xDC00;

  /** No file is below it, so that nothing is looked at for a URI. */
  private static final Path NOWHERE = Path.of("/dev/null");

  /**
   * The path that a text names.
   *
   * @param text absolute, or a single name
   * @throws RequestException where it is none (22023): for a NUL, or for a character that the
   *     database cannot hold
   */
  public Path path(String text) {
    if (text.indexOf('\0') >= 0) {
      throw invalid(text);
    }
    return isAscii(text) ? Path.of(text) : path(bytes(text));
  }

  /** The path that has some bytes, absolute or a single name; none is NUL. */
  public static Path path(byte[] bytes) {
    StringBuilder uri = new StringBuilder(bytes[0] == '/' ? "file://" : "file:///");
    for (byte b : bytes) {
      if (b == '/' || (b > 0 && Character.isLetterOrDigit(b))) {
        uri.append((char) b);
      } else {
        uri.append('%').append(hex(b));
      }
    }
    Path path = Path.of(URI.create(uri.toString()));
    return bytes[0] == '/' ? path : path.getFileName();
  }

  private static RequestException invalid(String text) {
    return RequestException.invalid("\"" + shown(text) + "\" is not a file path", null, null);
  }

  /** The text that names a path. */
  public String text(Path path) {
    String text = path.toString();
    if (isAscii(text)) {
      return text; // in every encoding that a process can have
    }
    Path below = path.isAbsolute() ? path.getRoot().relativize(path) : path;
    String uri = NOWHERE.resolve(below).toUri().getRawPath();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int start = NOWHERE.toString().length() + (path.isAbsolute() ? 0 : 1);
    for (int i = start; i < uri.length(); i++) {
      boolean escaped = uri.charAt(i) == '%';
      bytes.write(escaped ? Integer.parseInt(uri, i + 1, i + 3, 16) : uri.charAt(i));
      i += escaped ? 2 : 0;
    }
    return text(bytes.toByteArray());
  }

  /** The text that stands for some bytes, whatever they are. */
  public String text(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    CharsetDecoder decoder = charset.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    while (true) {
      CoderResult result = decoder.decode(in, out, true);
      text.append(out.flip());
      out.clear();
      if (!result.isError()) {
        break;
      }
      for (int i = 0; i < result.length(); i++) {
        text.append(alone(in.get()));
      }
      decoder.reset();
    }
    String decoded = text.toString();
    if (Arrays.equals(bytes(decoded), bytes)) {
      return decoded;
    }
    text.setLength(0); // two texts for the same bytes, or the like
    for (byte b : bytes) {
      text.append(alone(b));
    }
    return text.toString();
  }

  private static char alone(byte b) {
    return (char) (b < 0 ? BYTE | (b & 0xFF) : b);
  }

  /**
   * The bytes that a text stands for.
   *
   * @throws RequestException where it stands for none (22023), as {@link #path} does
   */
  public byte[] bytes(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || isAlone(text, i)) {
        try {
          CharBuffer characters = CharBuffer.wrap(text, start, i);
          for (ByteBuffer in = charset.newEncoder().encode(characters); in.hasRemaining(); ) {
            bytes.write(in.get());
          }
        } catch (CharacterCodingException e) {
          throw invalid(text);
        }
        if (i < text.length()) {
          bytes.write(text.charAt(i));
        }
        start = i + 1;
      }
    }
    return bytes.toByteArray();
  }

  private static boolean isAlone(String text, int index) {
    char c = text.charAt(index);
    return c >= BYTE + 0x80
        && c <= BYTE + 0xFF
        && (index == 0 || !Character.isHighSurrogate(text.charAt(index - 1)));
  }

  /** A text to show: a byte that is no part of a character as {@code \xHH}. */
  static String shown(String text) {
    if (isAscii(text)) {
      return text;
    }
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (isAlone(text, i)) {
        shown.append("\\x").append(hex((byte) text.charAt(i)));
      } else {
        shown.append(text.charAt(i));
      }
    }
    return shown.toString();
  }

  private static String hex(byte b) {
    return "" + Character.forDigit(b >> 4 & 15, 16) + Character.forDigit(b & 15, 16);
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }
}
