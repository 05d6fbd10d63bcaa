package org.datamove.binary;

import java.util.OptionalInt;
import org.datamove.type.PgType;
import org.datamove.type.ValueSettings;
import org.datamove.type.accept.ValueRule;
import org.datamove.type.accept.ValueRules;
import org.datamove.type.alter.AlteredRule;
import org.datamove.type.alter.AlteredRules;
import org.datamove.type.text.Utf8;

/** Values that are their own text, in the client's encoding. */
final class TextEncoders {
  /** A text of any length. */
  static final ValueEncoder TEXT = copy(Encoding.SURE);

  /** A text of which only PostgreSQL knows whether it is a value. */
  static final ValueEncoder UNCHECKED = copy(Encoding.TO_CHECK);

  private static final int JSONB_VERSION = 1;

  private TextEncoders() {}

  private static ValueEncoder copy(Encoding encoding) {
    return (buf, from, to, out) -> {
      out.add(buf, from, to);
      return encoding;
    };
  }

  /** The receiver pads, cuts blanks and refuses just as the input function does. */
  static ValueEncoder limited(OptionalInt length) {
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

  static ValueEncoder json(PgType type) {
    ValueRule rule = ValueRules.forType(type);
    return (buf, from, to, out) -> {
      out.add(buf, from, to);
      return rule.surelyAccepts(buf, from, to) ? Encoding.SURE : Encoding.TO_CHECK;
    };
  }

  static ValueEncoder jsonb(PgType type) {
    ValueRule rule = ValueRules.forType(type);
    AlteredRule altered = AlteredRules.forType(type, ValueSettings.DEFAULT);
    return (buf, from, to, out) -> {
      out.addByte(JSONB_VERSION);
      out.add(buf, from, to);
      boolean sure = rule.surelyAccepts(buf, from, to) && altered.alteration(buf, from, to) == null;
      return sure ? Encoding.SURE : Encoding.TO_CHECK;
    };
  }
}
