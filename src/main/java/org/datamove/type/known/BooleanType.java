package org.datamove.type.known;

import org.datamove.binary.BooleanEncoder;
import org.datamove.binary.EncodingSession;
import org.datamove.binary.ValueEncoder;
import org.datamove.type.PgType;
import org.datamove.type.ValueSettings;
import org.datamove.type.accept.BooleanRule;
import org.datamove.type.accept.ValueRule;
import org.datamove.type.alter.WrittenRule;
import org.datamove.type.keyform.KeyForm;
import org.datamove.type.keyform.TextKeys;

/** Truth values: one byte. */
final class BooleanType extends KnownType {
  BooleanType() {
    super("bool");
  }

  @Override
  public ValueRule accepted(PgType type, boolean utf8Server) {
    return BooleanRule::accepts;
  }

  @Override
  public WrittenRule written(PgType type, ValueSettings settings) {
    return null;
  }

  @Override
  public KeyForm key(PgType type) {
    return TextKeys::bool;
  }

  @Override
  public boolean isWrittenAsEqualInArrays(PgType type) {
    return true;
  }

  @Override
  public ValueEncoder encoder(PgType type, EncodingSession session) {
    return BooleanEncoder.INSTANCE;
  }

  @Override
  public boolean mayBeStaged(PgType type) {
    return true;
  }
}
