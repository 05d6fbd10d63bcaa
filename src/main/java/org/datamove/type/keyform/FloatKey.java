package org.datamove.type.keyform;

import java.nio.charset.StandardCharsets;
import org.datamove.type.accept.DecimalRules;
import org.datamove.type.accept.ValueRule;

/**
 * The bits of floating-point numbers; the two zeros are one.
 *
 * @param rule which spellings are known
 * @param isDouble whether the type is {@code double precision}, not {@code real}
 */
public record FloatKey(ValueRule rule, boolean isDouble) implements KeyForm {
  /** The form of real. */
  public static final FloatKey FLOAT4 = new FloatKey(DecimalRules.FLOAT4, false);

  /** The form of double precision. */
  public static final FloatKey FLOAT8 = new FloatKey(DecimalRules.FLOAT8, true);

  @Override
  public boolean add(byte[] buf, int from, int to, KeyBytes out) {
    return rule.surelyAccepts(buf, from, to) && addOutput(buf, from, to, out);
  }

  @Override
  public boolean addOutput(byte[] buf, int from, int to, KeyBytes out) {
    String number = new String(buf, from, to - from, StandardCharsets.US_ASCII);
    try {
      double value = isDouble ? Double.parseDouble(number) : Float.parseFloat(number);
      out.addLong(value == 0 ? 0 : Double.doubleToLongBits(value));
      return true;
    } catch (NumberFormatException e) {
      return false; // infinity, in one of its spellings
    }
  }
}
