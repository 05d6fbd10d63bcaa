package org.datamove.type.known;

import org.datamove.type.PgType;
import org.datamove.type.ValueSettings;
import org.datamove.type.alter.MoneyText;
import org.datamove.type.alter.NetText;
import org.datamove.type.alter.WrittenRule;
import org.datamove.type.alter.WrittenRules;
import org.datamove.type.keyform.DecimalKey;
import org.datamove.type.keyform.KeyForm;
import org.datamove.type.keyform.KeyForms;

/**
 * Types that only PostgreSQL reads: what it makes of a value, and which values are equal, shows
 * once it has written them back.
 */
final class AskedType extends KnownType {
  AskedType() {
    super(
        "char",
        "oid",
        "money",
        "inet",
        "cidr",
        "macaddr",
        "macaddr8",
        "pg_lsn",
        "xid8",
        "point",
        "lseg",
        "path",
        "box",
        "polygon",
        "circle",
        "line",
        "int2vector",
        "oidvector",
        "tsvector",
        "tsquery",
        "jsonpath",
        "xml");
  }

  @Override
  public WrittenRule written(PgType type, ValueSettings settings) {
    return switch (type.name()) {
      case "money" -> new MoneyText(settings.money());
      case "inet", "cidr" -> NetText::same;
      case "macaddr", "macaddr8" -> (text, written) -> WrittenRules.without("[-:.]", text, written);
      case "point", "lseg", "path", "box", "polygon", "circle", "line" -> WrittenRules::numbers;
      case "int2vector", "oidvector" -> WrittenRules::numbers;
      case "tsvector", "tsquery", "jsonpath" ->
          (text, written) -> WrittenRules.without("['\"\\s]", text, written);
      case "xml" -> WrittenRules::xml;
      case "pg_lsn" -> String::equalsIgnoreCase;
      default -> String::equals;
    };
  }

  @Override
  public KeyForm key(PgType type) {
    return switch (type.name()) {
      case "oid" -> new DecimalKey(0);
      case "char", "money", "inet", "cidr", "macaddr", "macaddr8", "pg_lsn", "xid8" ->
          KeyForms.ASKED;
      default -> null;
    };
  }

  /** Of arrays, too, PostgreSQL writes two the same if and only if they are equal. */
  @Override
  public boolean isWrittenAsEqualInArrays(PgType type) {
    return switch (type.name()) {
      case "inet", "cidr", "macaddr" -> true;
      default -> false;
    };
  }
}
