package org.datamove.type.known;

import org.datamove.binary.EncodingSession;
import org.datamove.binary.FloatEncoders;
import org.datamove.binary.ValueEncoder;
import org.datamove.type.PgType;
import org.datamove.type.ValueSettings;
import org.datamove.type.accept.DecimalRules;
import org.datamove.type.accept.ValueRule;
import org.datamove.type.alter.AlteredNumbers;
import org.datamove.type.alter.AlteredRule;
import org.datamove.type.keyform.FloatKey;
import org.datamove.type.keyform.KeyForm;

/** Floating-point numbers of IEEE 754. */
final class FloatType extends KnownType {
  private final boolean single;

  FloatType(String name, boolean single) {
    super(name);
    this.single = single;
  }

  @Override
  public ValueRule accepted(PgType type, boolean utf8Server) {
    return single ? DecimalRules.FLOAT4 : DecimalRules.FLOAT8;
  }

  @Override
  public AlteredRule altered(PgType type, ValueSettings settings) {
    return AlteredNumbers.floating(single);
  }

  @Override
  public KeyForm key(PgType type) {
    return single ? FloatKey.FLOAT4 : FloatKey.FLOAT8;
  }

  @Override
  public ValueEncoder encoder(PgType type, EncodingSession session) {
    return single ? FloatEncoders.float4() : FloatEncoders.float8();
  }

  @Override
  public boolean mayBeStaged(PgType type) {
    return true;
  }
}
