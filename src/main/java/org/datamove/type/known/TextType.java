package org.datamove.type.known;

import org.datamove.binary.EncodingSession;
import org.datamove.binary.TextEncoders;
import org.datamove.binary.ValueEncoder;
import org.datamove.type.PgType;
import org.datamove.type.ValueSettings;
import org.datamove.type.accept.TextRules;
import org.datamove.type.accept.ValueRule;
import org.datamove.type.alter.WrittenRule;
import org.datamove.type.keyform.KeyForm;
import org.datamove.type.keyform.KeyForms;

/** Texts of any length. */
final class TextType extends KnownType {
  TextType() {
    super("text");
  }

  @Override
  public ValueRule accepted(PgType type, boolean utf8Server) {
    return TextRules.text(utf8Server);
  }

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
    return session.utf8() ? TextEncoders.TEXT : null;
  }

  @Override
  public boolean mayBeStaged(PgType type) {
    return true;
  }
}
