package org.datamove.type.known;

import org.datamove.binary.EncodingSession;
import org.datamove.binary.TextEncoders;
import org.datamove.binary.ValueEncoder;
import org.datamove.type.PgType;
import org.datamove.type.ValueSettings;
import org.datamove.type.alter.WrittenRule;
import org.datamove.type.keyform.KeyForm;
import org.datamove.type.keyform.KeyForms;

/** Enums, whose labels only PostgreSQL knows. */
final class EnumType extends KnownType {
  @Override
  public WrittenRule written(PgType type, ValueSettings settings) {
    return null;
  }

  @Override
  public KeyForm key(PgType type) {
    return KeyForms::whole;
  }

  @Override
  public boolean isWrittenAsEqualInArrays(PgType type) {
    return true;
  }

  @Override
  public ValueEncoder encoder(PgType type, EncodingSession session) {
    return session.utf8() ? TextEncoders.UNCHECKED : null;
  }

  @Override
  public boolean mayBeStaged(PgType type) {
    return true;
  }
}
