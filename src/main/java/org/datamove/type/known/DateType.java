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
import org.datamove.type.keyform.TimeKey;

/** Dates; a time of day behind one is dropped. */
final class DateType extends KnownType {
  DateType() {
    super("date");
  }

  @Override
  public ValueRule accepted(PgType type, boolean utf8Server) {
    return DateTimeRules::date;
  }

  @Override
  public AlteredRule altered(PgType type, ValueSettings settings) {
    return new AlteredTimes(AlteredTimes.Kind.DATE, 0);
  }

  @Override
  public KeyForm key(PgType type) {
    return TimeKey::date;
  }

  @Override
  public boolean isWrittenAsEqualInArrays(PgType type) {
    return true;
  }

  @Override
  public ValueEncoder encoder(PgType type, EncodingSession session) {
    return DateTimeEncoders.DATE;
  }

  @Override
  public boolean mayBeStaged(PgType type) {
    return true;
  }
}
