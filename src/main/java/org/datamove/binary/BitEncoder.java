package org.datamove.binary;

import org.datamove.type.PgType;
import org.datamove.type.accept.ValueRule;
import org.datamove.type.accept.ValueRules;

/** The number of bits, then the bits, the first one highest (source: bit_recv, varbit_recv). */
final class BitEncoder implements ValueEncoder {
  private final ValueRule digits;

  /**
   * @param type {@code bit} or {@code varbit}
   */
  BitEncoder(PgType type) {
    this.digits = ValueRules.forType(type);
  }

  @Override
  public Encoding encode(byte[] buf, int from, int to, ByteBuilder out) {
    if (!digits.surelyAccepts(buf, from, to)) {
      return Encoding.NONE;
    }
    out.addInt(to - from);
    for (int p = from; p < to; p += 8) {
      int bits = 0;
      for (int i = 0; i < 8; i++) {
        bits = bits << 1 | (p + i < to ? buf[p + i] - '0' : 0);
      }
      out.addByte(bits);
    }
    return Encoding.SURE;
  }
}
