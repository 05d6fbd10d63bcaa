package org.datamove.binary;

import java.util.OptionalInt;
import org.datamove.type.accept.ValueRule;
import org.datamove.type.alter.AlteredRule;
import org.datamove.type.text.Utf8;

/** Values that are their own text, in the client's encoding. */
public final class TextEncoders {
  /** A text of any length. */
  public static final ValueEncoder TEXT = copy(Encoding.SURE);

  /** A text of which only PostgreSQL knows whether it is a value. */
  public static final ValueEncoder UNCHECKED = copy(Encoding.TO_CHECK);

  private static final int JSONB_VERSION = 1;

  private TextEncoders() {}

  private static ValueEncoder copy(Encoding encoding) {
    return (buf, from, to, out) -> {
      out.add(buf, from, to);
      return encoding;
    };
  }

  /** The receiver pads, cuts blanks and refuses just as the input function does. */
  public static ValueEncoder limited(OptionalInt length) {
    if (length.isEmpty()) {
      return TEXT;
    }
    int limit = length.getAsInt();
    return (buf, from, to, out) -> {
      out.add(buf, from, to);
      return to - from <= limit || Utf8.length(buf, from, to) <= limit
          ? Encoding.SURE
          : Encoding.TO_CHECK;
    };
  }

  /** A text that {@code rule} tells to be JSON. */
  public static ValueEncoder json(ValueRule rule) {
    return (buf, from, to, out) -> {
      out.add(buf, from, to);
      return rule.surelyAccepts(buf, from, to) ? Encoding.SURE : Encoding.TO_CHECK;
    };
  }

  /** The same, of which {@code altered} tells what is dropped. */
  public static ValueEncoder jsonb(ValueRule rule, AlteredRule altered) {
    return (buf, from, to, out) -> {
      out.addByte(JSONB_VERSION);
      out.add(buf, from, to);
      boolean sure = rule.surelyAccepts(buf, from, to) && altered.alteration(buf, from, to) == null;
      return sure ? Encoding.SURE : Encoding.TO_CHECK;
    };
  }
}
