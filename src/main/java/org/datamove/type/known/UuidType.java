package org.datamove.type.known;

import org.datamove.binary.EncodingSession;
import org.datamove.binary.HexEncoders;
import org.datamove.binary.ValueEncoder;
import org.datamove.type.PgType;
import org.datamove.type.ValueSettings;
import org.datamove.type.accept.TextRules;
import org.datamove.type.accept.ValueRule;
import org.datamove.type.alter.WrittenRule;
import org.datamove.type.keyform.KeyForm;
import org.datamove.type.keyform.TextKeys;

/** UUIDs in any of the forms that PostgreSQL reads. */
final class UuidType extends KnownType {
  UuidType() {
    super("uuid");
  }

  @Override
  public ValueRule accepted(PgType type, boolean utf8Server) {
    return TextRules::uuid;
  }

  @Override
  public WrittenRule written(PgType type, ValueSettings settings) {
    return null;
  }

  @Override
  public KeyForm key(PgType type) {
    return TextKeys::uuid;
  }

  @Override
  public boolean isWrittenAsEqualInArrays(PgType type) {
    return true;
  }

  @Override
  public ValueEncoder encoder(PgType type, EncodingSession session) {
    return HexEncoders.UUID;
  }

  @Override
  public boolean mayBeStaged(PgType type) {
    return true;
  }
}
