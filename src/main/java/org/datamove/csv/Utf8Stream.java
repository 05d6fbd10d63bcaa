package org.datamove.csv;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Text in another encoding as UTF-8. Bytes that stand for no character become one byte that UTF-8
 * does not have, so that they are found where they stand.
 */
final class Utf8Stream extends InputStream {
  private static final int STEP_CHARS = 16 * 1024;
  private static final byte NO_CHARACTER = (byte) 0xFF;

  private final InputStream in;
  private final CharsetDecoder decoder;
  private final CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
  private final ByteBuffer bytes = ByteBuffer.allocate(STEP_CHARS).flip();
  private final CharBuffer chars = CharBuffer.allocate(STEP_CHARS);

  /** Three bytes for each character, and one for what is none. */
  private final ByteBuffer utf8 = ByteBuffer.allocate(STEP_CHARS * 3 + 1).flip();

  private final LostBytes lost;
  private long given; // bytes of UTF-8 before those in utf8
  private boolean inputEnded;
  private boolean ended;

  /** Text behind its byte order mark; closing it closes nothing else. */
  Utf8Stream(InputStream in, Charset charset) {
    this.in = in;
    this.decoder = charset.newDecoder();
    this.lost = new LostBytes(charset);
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    while (!utf8.hasRemaining()) {
      if (ended) {
        return -1;
      }
      step();
    }
    int count = Math.min(length, utf8.remaining());
    utf8.get(target, offset, count);
    return count;
  }

  private void step() throws IOException {
    CoderResult decoded = decoder.decode(bytes, chars, inputEnded);
    given += utf8.limit();
    utf8.clear();
    encode(decoded.isError() || (decoded.isUnderflow() && inputEnded));
    if (decoded.isError()) {
      lost.add(given + utf8.position(), bytes.array(), bytes.position(), decoded.length());
      utf8.put(NO_CHARACTER);
      bytes.position(bytes.position() + decoded.length());
    } else if (decoded.isUnderflow()) {
      ended = inputEnded;
      readMore();
    }
    utf8.flip();
  }

  private void encode(boolean last) {
    chars.flip();
    CoderResult encoded = encoder.encode(chars, utf8, last);
    while (encoded.isError()) { // half a pair of surrogates
      lost.addHalf(given + utf8.position(), chars.get(chars.position()));
      utf8.put(NO_CHARACTER);
      chars.position(chars.position() + encoded.length());
      encoded = encoder.encode(chars, utf8, last);
    }
    if (last) {
      encoder.reset(); // more may follow what is no character
    }
    chars.compact();
  }

  /** Says that bytes before a position will not be asked for any more. */
  void forget(long position) {
    lost.forget(position);
  }

  /**
   * Bytes as they are in the file.
   *
   * @param utf8 the same as they were given, all of one record
   * @param position of the first, among all that were given
   */
  byte[] original(byte[] utf8, long position) {
    return lost.restore(
        position,
        position + utf8.length,
        (from, to) ->
            new String(utf8, (int) (from - position), (int) (to - from), StandardCharsets.UTF_8));
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

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }
}
