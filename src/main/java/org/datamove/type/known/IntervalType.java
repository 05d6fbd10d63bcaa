package org.datamove.type.known;

import org.datamove.binary.EncodingSession;
import org.datamove.binary.IntervalEncoder;
import org.datamove.binary.ValueEncoder;
import org.datamove.type.PgType;
import org.datamove.type.ValueSettings;
import org.datamove.type.accept.ValueRule;
import org.datamove.type.alter.IntervalText;
import org.datamove.type.alter.WrittenRule;
import org.datamove.type.keyform.IntervalKey;
import org.datamove.type.keyform.KeyForm;
import org.datamove.type.text.DateTimeText;
import org.datamove.type.text.PlainInterval;

/**
 * Intervals. Those with fields, such as {@code interval year to month}, read some texts otherwise
 * and drop parts: nothing is known of their values.
 */
final class IntervalType extends KnownType {
  /** The fields in a typmod, and what they are where none are named. */
  private static final int FIELDS = 0x7FFF;

  IntervalType() {
    super("interval");
  }

  /** What would be rounded is left to PostgreSQL, which then tells what it has made of it. */
  @Override
  public ValueRule accepted(PgType type, boolean utf8Server) {
    if (hasFields(type)) {
      return ValueRule.NEVER;
    }
    int digits = digits(type);
    return (buf, from, to) ->
        PlainInterval.sum(buf, from, to, 0, 0, 0) == 0
            && PlainInterval.fractionDigits(buf, from, to) <= digits;
  }

  @Override
  public WrittenRule written(PgType type, ValueSettings settings) {
    return IntervalText::same;
  }

  @Override
  public KeyForm key(PgType type) {
    return new IntervalKey(hasFields(type) ? -1 : digits(type));
  }

  @Override
  public ValueEncoder encoder(PgType type, EncodingSession session) {
    return hasFields(type) ? null : new IntervalEncoder(digits(type));
  }

  @Override
  public boolean mayBeStaged(PgType type) {
    return true;
  }

  private static int digits(PgType type) {
    return type.precision().orElse(DateTimeText.STORED_FRACTION);
  }

  private static boolean hasFields(PgType type) {
    return type.typmod() >= 0 && (type.typmod() >> Short.SIZE & FIELDS) != FIELDS;
  }
}
