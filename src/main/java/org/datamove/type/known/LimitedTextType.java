package org.datamove.type.known;

import org.datamove.binary.EncodingSession;
import org.datamove.binary.TextEncoders;
import org.datamove.binary.ValueEncoder;
import org.datamove.type.PgType;
import org.datamove.type.ValueSettings;
import org.datamove.type.accept.TextRules;
import org.datamove.type.accept.ValueRule;
import org.datamove.type.alter.AlteredRule;
import org.datamove.type.alter.AlteredTexts;
import org.datamove.type.alter.WrittenRule;
import org.datamove.type.keyform.KeyForm;
import org.datamove.type.keyform.TextKeys;

/** Texts up to a length, blanks beyond it cut. */
final class LimitedTextType extends KnownType {
  private final boolean padded;

  /**
   * An entry.
   *
   * @param padded whether the type counts no blanks at the end
   */
  LimitedTextType(String name, boolean padded) {
    super(name);
    this.padded = padded;
  }

  @Override
  public ValueRule accepted(PgType type, boolean utf8Server) {
    return TextRules.limited(type.length(), utf8Server);
  }

  @Override
  public AlteredRule altered(PgType type, ValueSettings settings) {
    return AlteredTexts.limited(type.length());
  }

  @Override
  public WrittenRule written(PgType type, ValueSettings settings) {
    return null;
  }

  @Override
  public KeyForm key(PgType type) {
    return padded ? TextKeys::withoutTrailingBlanks : TextKeys.limited(type.length());
  }

  @Override
  public boolean isWrittenAsEqualInArrays(PgType type) {
    return !padded;
  }

  @Override
  public ValueEncoder encoder(PgType type, EncodingSession session) {
    return session.utf8() ? TextEncoders.limited(type.length()) : null;
  }

  @Override
  public boolean mayBeStaged(PgType type) {
    return true;
  }
}
