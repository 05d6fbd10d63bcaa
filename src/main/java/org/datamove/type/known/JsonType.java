package org.datamove.type.known;

import org.datamove.binary.EncodingSession;
import org.datamove.binary.TextEncoders;
import org.datamove.binary.ValueEncoder;
import org.datamove.type.PgType;
import org.datamove.type.ValueSettings;
import org.datamove.type.accept.TextRules;
import org.datamove.type.accept.ValueRule;
import org.datamove.type.alter.AlteredRule;
import org.datamove.type.alter.JsonRepeats;
import org.datamove.type.alter.WrittenRule;

/** JSON, kept as text or taken apart. */
final class JsonType extends KnownType {
  private final boolean binary;

  /**
   * An entry.
   *
   * @param binary whether the type is {@code jsonb}, which drops keys that come again
   */
  JsonType(String name, boolean binary) {
    super(name);
    this.binary = binary;
  }

  @Override
  public ValueRule accepted(PgType type, boolean utf8Server) {
    return TextRules.json(utf8Server);
  }

  @Override
  public AlteredRule altered(PgType type, ValueSettings settings) {
    return binary ? new JsonRepeats() : null;
  }

  @Override
  public WrittenRule written(PgType type, ValueSettings settings) {
    return null;
  }

  @Override
  public ValueEncoder encoder(PgType type, EncodingSession session) {
    if (!session.utf8()) {
      return null;
    }
    ValueRule rule = accepted(type, true);
    return binary
        ? TextEncoders.jsonb(rule, altered(type, ValueSettings.DEFAULT))
        : TextEncoders.json(rule);
  }

  @Override
  public boolean mayBeStaged(PgType type) {
    return true;
  }
}
