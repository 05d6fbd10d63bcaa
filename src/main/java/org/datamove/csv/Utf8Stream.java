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

  private boolean inputEnded;
  private boolean ended;

  /** Text behind its byte order mark; closing it closes nothing else. */
  Utf8Stream(InputStream in, Charset charset) {
    this.in = in;
    this.decoder = charset.newDecoder();
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
    utf8.clear();
    encode(decoded.isUnderflow() && inputEnded);
    if (decoded.isError()) {
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
      utf8.put(NO_CHARACTER);
      chars.position(chars.position() + encoded.length());
      encoded = encoder.encode(chars, utf8, last);
    }
    chars.compact();
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
