package org.datamove.csv;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * The file's characters, with a window over those not yet released, so that a record can be looked
 * at again after the parser has gone past it.
 *
 * <p>A byte that is not valid in the encoding becomes U+FFFD here and is remembered as a flaw at
 * its position; so is a NUL. Positions count characters from the start of the decoded text.
 */
final class DecodedText extends Reader {
  /** Thrown where a record certainly passes {@link Records#MAX_BYTES}. */
  static final class RecordTooLongException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  record Flaw(long position, CsvProblem.Kind kind) {}

  private static final int STEP_CHARS = 16 * 1024;
  private static final int READ_AHEAD_CHARS = 4 * STEP_CHARS;

  private final InputStream in;
  private final ByteBuffer bytes = ByteBuffer.allocate(64 * 1024);
  private final ArrayDeque<Flaw> flaws = new ArrayDeque<>();
  private final CharsetDecoder decoder;
  private final LostBytes lost;
  private char[] window = new char[STEP_CHARS * 2];
  private long base; // position of window[0]
  private int filled;
  private long served;
  private boolean endServed;
  private boolean inputEnded;
  private boolean decodedAll;

  /** Text behind its byte order mark. */
  DecodedText(InputStream in, Charset charset) {
    this.in = in;
    bytes.flip();
    decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    lost = new LostBytes(charset);
  }

  /** A whole text; null stands for UTF-8, or UTF-16 where the mark says so. */
  static DecodedText of(byte[] text, Charset wanted) throws IOException {
    BufferedInputStream in = new BufferedInputStream(new ByteArrayInputStream(text));
    return new DecodedText(in, ByteOrderMark.skip(in, wanted));
  }

  private void readMore() throws IOException {
    bytes.compact();
    int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
    if (count < 0) {
      inputEnded = true;
    } else {
      bytes.position(bytes.position() + count);
    }
    bytes.flip();
  }

  /** Decodes some more characters into the window; false at the end of the text. */
  private boolean fill() throws IOException {
    if (decodedAll) {
      return false;
    }
    if (filled > Records.MAX_BYTES + READ_AHEAD_CHARS) {
      throw new RecordTooLongException();
    }
    if (window.length - filled < STEP_CHARS) {
      window = Arrays.copyOf(window, window.length * 2);
    }
    int before = filled;
    while (filled == before && !decodedAll) {
      CharBuffer out = CharBuffer.wrap(window, filled, STEP_CHARS);
      CoderResult result = decoder.decode(bytes, out, inputEnded);
      int end = out.position();
      findFlaws(end);
      filled = end;
      if (result.isError()) {
        flaws.add(new Flaw(base + filled, CsvProblem.Kind.INVALID_ENCODING));
        lost.add(base + filled, bytes.array(), bytes.position(), result.length());
        window[filled++] = '\uFFFD';
        bytes.position(bytes.position() + result.length());
      } else if (result.isUnderflow()) {
        if (inputEnded) {
          decodedAll = true;
        } else {
          readMore();
        }
      }
    }
    return filled > before;
  }

  /** Looks through what was decoded last, to an end that parts no pair of surrogates. */
  private void findFlaws(int end) {
    for (int i = filled; i < end; i++) {
      if (window[i] == 0) {
        flaws.add(new Flaw(base + i, CsvProblem.Kind.NUL_CHARACTER));
      } else if (Character.isSurrogate(window[i])) {
        if (i + 1 < end && Character.isSurrogatePair(window[i], window[i + 1])) {
          i++;
        } else { // UTF-32 can write half a pair
          flaws.add(new Flaw(base + i, CsvProblem.Kind.INVALID_ENCODING));
          lost.addHalf(base + i, window[i]);
          window[i] = '\uFFFD';
        }
      }
    }
  }

  /** The character at a position not yet released, or -1 after the end. */
  int at(long position) throws IOException {
    while (position - base >= filled) {
      if (!fill()) {
        return -1;
      }
    }
    return window[(int) (position - base)];
  }

  /** Lets go of everything before a position. */
  void release(long position) {
    int drop = (int) (position - base);
    if (drop >= STEP_CHARS) {
      System.arraycopy(window, drop, window, 0, filled - drop);
      filled -= drop;
      base = position;
      lost.forget(base);
      if (window.length > STEP_CHARS * 64 && filled < STEP_CHARS) {
        window = Arrays.copyOf(window, STEP_CHARS * 2);
      }
    }
  }

  /** Makes reading go on at a position that is still in the window. */
  void rewind(long position) {
    served = position;
    endServed = false;
  }

  /** Takes the first flaw before a position, or null; flaws come in order. */
  Flaw flawBefore(long position) {
    Flaw first = null;
    while (!flaws.isEmpty() && flaws.peek().position() < position) {
      Flaw flaw = flaws.poll();
      first = first == null ? flaw : first;
    }
    return first;
  }

  /** The text from a position on, at most {@code chars} long and without line ends. */
  String excerpt(long position, int chars) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i <= chars; i++) {
      int c = at(position + i);
      if (c < 0 || c == '\n' || c == '\r') {
        break;
      }
      text.append((char) c);
    }
    return Excerpt.of(text.toString(), chars);
  }

  /** The record between two positions that are still in the window. */
  RawRecord raw(long start, long end) throws IOException {
    String text = slice(start, end);
    return text.indexOf('\0') < 0 && !lost.areBetween(start, end)
        ? RawRecord.of(text)
        : RawRecord.of(
            lost.restore(
                start,
                end,
                (from, to) -> text.substring((int) (from - start), (int) (to - start))));
  }

  /** Whether a text, without line ends behind it, has more bytes in UTF-8 than some. */
  boolean isLonger(long start, long end, int bytes) throws IOException {
    long last = end;
    while (last > start && (at(last - 1) == '\n' || at(last - 1) == '\r')) {
      last--;
    }
    if ((last - start) * 3 <= bytes) {
      return false;
    }
    int from = (int) (start - base);
    return Utf8Encoding.length(window, from, (int) (last - base)) > bytes;
  }

  /** The text between two positions that are still in the window. */
  String slice(long start, long end) throws IOException {
    StringBuilder slice = new StringBuilder();
    for (long i = start; i < end; i++) {
      slice.append((char) at(i));
    }
    return slice.toString();
  }

  /**
   * Gives the text from where it was rewound to, and a line end behind the last character: Commons
   * CSV takes part of a long delimiter at the end of what it is given for the whole.
   */
  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    if (at(served) < 0) {
      if (endServed) {
        return -1;
      }
      endServed = true;
      target[offset] = '\n';
      return 1;
    }
    int from = (int) (served - base);
    int count = Math.min(length, filled - from);
    System.arraycopy(window, from, target, offset, count);
    served += count;
    return count;
  }

  /** Or Commons CSV looks at no more of a delimiter than its own buffer happens to hold. */
  @Override
  public boolean ready() {
    return !endServed;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
