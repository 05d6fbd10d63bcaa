package org.datamove.type.known;

import org.datamove.binary.EncodingSession;
import org.datamove.binary.NumericEncoder;
import org.datamove.binary.ValueEncoder;
import org.datamove.type.PgType;
import org.datamove.type.ValueSettings;
import org.datamove.type.accept.DecimalRules;
import org.datamove.type.accept.ValueRule;
import org.datamove.type.alter.AlteredNumbers;
import org.datamove.type.alter.AlteredRule;
import org.datamove.type.alter.WrittenRule;
import org.datamove.type.keyform.DecimalKey;
import org.datamove.type.keyform.KeyForm;

/** Decimals of any length, rounded to the scale of the column. */
final class NumericType extends KnownType {
  NumericType() {
    super("numeric");
  }

  @Override
  public ValueRule accepted(PgType type, boolean utf8Server) {
    return DecimalRules.numeric(type.precision(), type.scale());
  }

  @Override
  public AlteredRule altered(PgType type, ValueSettings settings) {
    return AlteredNumbers.numeric(type.scale());
  }

  @Override
  public WrittenRule written(PgType type, ValueSettings settings) {
    return null;
  }

  @Override
  public KeyForm key(PgType type) {
    return new DecimalKey(type.scale().orElse(Integer.MAX_VALUE));
  }

  @Override
  public ValueEncoder encoder(PgType type, EncodingSession session) {
    return NumericEncoder.of(type.precision(), type.scale());
  }

  @Override
  public boolean mayBeStaged(PgType type) {
    return true;
  }
}
