package org.datamove.type.known;

import org.datamove.binary.EncodingSession;
import org.datamove.binary.HexEncoders;
import org.datamove.binary.ValueEncoder;
import org.datamove.type.PgType;
import org.datamove.type.ValueSettings;
import org.datamove.type.accept.TextRules;
import org.datamove.type.accept.ValueRule;
import org.datamove.type.alter.AlteredRule;
import org.datamove.type.alter.AlteredTexts;
import org.datamove.type.keyform.KeyForm;
import org.datamove.type.keyform.TextKeys;

/** Bytes, as hexadecimal digits or as text. */
final class ByteaType extends KnownType {
  ByteaType() {
    super("bytea");
  }

  @Override
  public ValueRule accepted(PgType type, boolean utf8Server) {
    return TextRules.bytea(utf8Server);
  }

  @Override
  public AlteredRule altered(PgType type, ValueSettings settings) {
    return settings.hexBytes() ? AlteredTexts::bytes : AlteredTexts::keptBytes;
  }

  @Override
  public KeyForm key(PgType type) {
    return TextKeys::bytea;
  }

  @Override
  public ValueEncoder encoder(PgType type, EncodingSession session) {
    return session.utf8() ? HexEncoders.BYTEA : null;
  }

  @Override
  public boolean mayBeStaged(PgType type) {
    return true;
  }
}
