package org.datamove.type.known;

import org.datamove.type.PgType;
import org.datamove.type.ValueSettings;
import org.datamove.type.alter.WrittenRule;
import org.datamove.type.alter.WrittenRules;
import org.datamove.type.keyform.KeyForm;
import org.datamove.type.keyform.KeyForms;
import org.datamove.type.text.Literal;

/** Types of the extensions that come with PostgreSQL; any other must give its text back. */
final class ExtensionType extends KnownType {
  @Override
  public WrittenRule written(PgType type, ValueSettings settings) {
    return switch (type.name()) {
      case "hstore" -> (text, written) -> Literal.pairs(text).equals(Literal.pairs(written));
      case "cube" -> WrittenRules::numbers;
      case "query_int", "lquery", "ltxtquery" ->
          (text, written) -> WrittenRules.without("\\s", text, written);
      case "ean13", "isbn13", "ismn13", "issn13", "isbn", "ismn", "issn", "upc" ->
          (text, written) -> WrittenRules.without("[-\\s]", text, written);
      default -> String::equals;
    };
  }

  @Override
  public KeyForm key(PgType type) {
    return type.name().equals("citext") ? KeyForms.ASKED : null;
  }
}
