package org.datamove.binary;

import org.datamove.type.accept.ValueRule;

/** The number of bits, then the bits, the first one highest (source: bit_recv, varbit_recv). */
public final class BitEncoder implements ValueEncoder {
  private final ValueRule digits;

  /**
   * @param digits which values are binary digits, as many as the column takes
   */
  public BitEncoder(ValueRule digits) {
    this.digits = digits;
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
