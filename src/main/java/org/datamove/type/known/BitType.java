package org.datamove.type.known;

import org.datamove.binary.BitEncoder;
import org.datamove.binary.EncodingSession;
import org.datamove.binary.ValueEncoder;
import org.datamove.type.PgType;
import org.datamove.type.ValueSettings;
import org.datamove.type.accept.BitRule;
import org.datamove.type.accept.ValueRule;
import org.datamove.type.alter.WrittenRule;
import org.datamove.type.keyform.KeyForm;
import org.datamove.type.keyform.KeyForms;

/** Strings of bits. */
final class BitType extends KnownType {
  BitType() {
    super("bit", "varbit");
  }

  @Override
  public ValueRule accepted(PgType type, boolean utf8Server) {
    return BitRule.of(type);
  }

  @Override
  public WrittenRule written(PgType type, ValueSettings settings) {
    return null;
  }

  @Override
  public KeyForm key(PgType type) {
    return KeyForms.ASKED;
  }

  @Override
  public ValueEncoder encoder(PgType type, EncodingSession session) {
    return new BitEncoder(BitRule.of(type));
  }

  @Override
  public boolean mayBeStaged(PgType type) {
    return true;
  }
}
