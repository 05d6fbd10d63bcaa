package org.datamove.type.accept;

import org.datamove.type.PgType;

/** The rule of bit(n) and varbit(n): binary digits. */
public final class BitRule {
  private BitRule() {}

  /**
   * The rule for a column.
   *
   * @param type {@code bit} or {@code varbit}
   */
  public static ValueRule of(PgType type) {
    int length = type.length().orElse(-1);
    boolean fixed = type.isBuiltIn("bit");
    return (buf, from, to) -> {
      int digits = to - from;
      boolean fits = length < 0 || (fixed ? digits == length : digits <= length);
      return fits && areBits(buf, from, to);
    };
  }

  private static boolean areBits(byte[] buf, int from, int to) {
    for (int i = from; i < to; i++) {
      if (buf[i] != '0' && buf[i] != '1') {
        return false;
      }
    }
    return true;
  }
}
