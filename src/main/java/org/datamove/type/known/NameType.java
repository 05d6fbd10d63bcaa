package org.datamove.type.known;

import org.datamove.type.PgType;
import org.datamove.type.ValueSettings;
import org.datamove.type.alter.AlteredRule;
import org.datamove.type.alter.AlteredTexts;
import org.datamove.type.keyform.KeyForm;
import org.datamove.type.keyform.KeyForms;

/** Names of objects, cut to 63 bytes. */
final class NameType extends KnownType {
  NameType() {
    super("name");
  }

  @Override
  public AlteredRule altered(PgType type, ValueSettings settings) {
    return AlteredTexts::name;
  }

  @Override
  public KeyForm key(PgType type) {
    return KeyForms.ASKED;
  }

  @Override
  public boolean isWrittenAsEqualInArrays(PgType type) {
    return true;
  }
}
