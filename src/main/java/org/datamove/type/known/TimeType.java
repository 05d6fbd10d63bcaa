package org.datamove.type.known;

import org.datamove.binary.DateTimeEncoders;
import org.datamove.binary.EncodingSession;
import org.datamove.binary.ValueEncoder;
import org.datamove.type.PgType;
import org.datamove.type.ValueSettings;
import org.datamove.type.accept.DateTimeRules;
import org.datamove.type.accept.ValueRule;
import org.datamove.type.alter.AlteredRule;
import org.datamove.type.alter.AlteredTimes;
import org.datamove.type.keyform.KeyForm;
import org.datamove.type.keyform.KeyForms;
import org.datamove.type.keyform.TimeKey;
import org.datamove.type.text.DateTimeText;

/** Times, rounded to as many digits of a second as the column keeps. */
final class TimeType extends KnownType {
  static final TimeType TIME = new TimeType("time", AlteredTimes.Kind.TIME);
  static final TimeType TIMETZ = new TimeType("timetz", AlteredTimes.Kind.TIMETZ);
  static final TimeType TIMESTAMP = new TimeType("timestamp", AlteredTimes.Kind.TIMESTAMP);
  static final TimeType TIMESTAMPTZ = new TimeType("timestamptz", AlteredTimes.Kind.TIMESTAMPTZ);

  private final AlteredTimes.Kind kind;

  private TimeType(String name, AlteredTimes.Kind kind) {
    super(name);
    this.kind = kind;
  }

  @Override
  public ValueRule accepted(PgType type, boolean utf8Server) {
    if (this == TIMETZ) {
      return ValueRule.NEVER;
    }
    return this == TIME ? DateTimeRules::time : DateTimeRules::timestamp;
  }

  @Override
  public AlteredRule altered(PgType type, ValueSettings settings) {
    return new AlteredTimes(kind, digits(type));
  }

  @Override
  public KeyForm key(PgType type) {
    if (this == TIMETZ) {
      return KeyForms.ASKED;
    }
    return this == TIME
        ? TimeKey.time(digits(type))
        : TimeKey.timestamp(digits(type), this == TIMESTAMPTZ);
  }

  @Override
  public boolean isWrittenAsEqualInArrays(PgType type) {
    return this != TIMETZ;
  }

  @Override
  public ValueEncoder encoder(PgType type, EncodingSession session) {
    return switch (kind) {
      case TIME -> DateTimeEncoders.time(type.precision());
      case TIMESTAMP -> DateTimeEncoders.timestamp(type.precision());
      case TIMESTAMPTZ -> DateTimeEncoders.timestamptz(type.precision(), session.isUtc());
      default -> null;
    };
  }

  @Override
  public boolean mayBeStaged(PgType type) {
    return this != TIMETZ;
  }

  private static int digits(PgType type) {
    return type.precision().orElse(DateTimeText.STORED_FRACTION);
  }
}
