package org.datamove.type.known;

import org.datamove.binary.EncodingSession;
import org.datamove.binary.IntegerEncoder;
import org.datamove.binary.ValueEncoder;
import org.datamove.type.PgType;
import org.datamove.type.ValueSettings;
import org.datamove.type.accept.IntegerRule;
import org.datamove.type.accept.ValueRule;
import org.datamove.type.alter.WrittenRule;
import org.datamove.type.keyform.DecimalKey;
import org.datamove.type.keyform.KeyForm;

/** Whole numbers of 16, 32 and 64 bits. */
final class IntegerType extends KnownType {
  private final int bytes;

  IntegerType(String name, int bytes) {
    super(name);
    this.bytes = bytes;
  }

  @Override
  public ValueRule accepted(PgType type, boolean utf8Server) {
    return IntegerRule.ofBytes(bytes);
  }

  @Override
  public WrittenRule written(PgType type, ValueSettings settings) {
    return null;
  }

  @Override
  public KeyForm key(PgType type) {
    return new DecimalKey(0);
  }

  @Override
  public boolean isWrittenAsEqualInArrays(PgType type) {
    return true;
  }

  @Override
  public ValueEncoder encoder(PgType type, EncodingSession session) {
    return new IntegerEncoder(bytes);
  }

  @Override
  public boolean mayBeStaged(PgType type) {
    return true;
  }
}
