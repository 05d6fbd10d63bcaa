package org.datamove.binary;

import org.datamove.type.accept.BooleanRule;
import org.datamove.type.text.Ascii;

/** One byte, 0 or 1 (source: boolrecv). */
public final class BooleanEncoder implements ValueEncoder {
  /** The encoder of boolean. */
  public static final BooleanEncoder INSTANCE = new BooleanEncoder();

  private BooleanEncoder() {}

  @Override
  public Encoding encode(byte[] buf, int from, int to, ByteBuilder out) {
    if (!BooleanRule.accepts(buf, from, to)) {
      return Encoding.NONE;
    }
    int first = Ascii.skipSpace(buf, from, to);
    int letter = buf[first] | 0x20;
    boolean on = letter == 'o' && (buf[first + 1] | 0x20) == 'n';
    out.addByte(letter == 't' || letter == 'y' || buf[first] == '1' || on ? 1 : 0);
    return Encoding.SURE;
  }
}
