package org.datamove.binary;

import org.datamove.type.PgType;
import org.datamove.type.accept.ValueRule;
import org.datamove.type.accept.ValueRules;
import org.datamove.type.text.Ascii;

/** One byte, 0 or 1 (source: boolrecv). */
final class BooleanEncoder implements ValueEncoder {
  static final BooleanEncoder INSTANCE = new BooleanEncoder();

  private final ValueRule words = ValueRules.forType(PgType.builtIn("bool", -1));

  private BooleanEncoder() {}

  @Override
  public Encoding encode(byte[] buf, int from, int to, ByteBuilder out) {
    if (!words.surelyAccepts(buf, from, to)) {
      return Encoding.NONE;
    }
    int first = Ascii.skipSpace(buf, from, to);
    int letter = buf[first] | 0x20;
    boolean on = letter == 'o' && (buf[first + 1] | 0x20) == 'n';
    out.addByte(letter == 't' || letter == 'y' || buf[first] == '1' || on ? 1 : 0);
    return Encoding.SURE;
  }
}
