package org.datamove.type.keyform;

import java.util.Set;
import org.datamove.type.InferredType;
import org.datamove.type.PgType;
import org.datamove.type.text.DateTimeText;

/** Chooses the {@link KeyForm} of a type. */
public final class KeyForms {
  /** Of these PostgreSQL writes two values the same if and only if they are equal. */
  private static final Set<String> WRITTEN_AS_EQUAL =
      Set.of(
          "name",
          "char",
          "inet",
          "cidr",
          "macaddr",
          "macaddr8",
          "bit",
          "varbit",
          "money",
          "timetz",
          "pg_lsn",
          "xid8");

  private static final Set<String> RANGES_WRITTEN_AS_EQUAL =
      Set.of("int4range", "int8range", "daterange", "tsrange", "tstzrange");

  private static final Set<String> ELEMENTS_WRITTEN_AS_EQUAL =
      Set.of(
          "bool",
          "int2",
          "int4",
          "int8",
          "text",
          "varchar",
          "name",
          "uuid",
          "date",
          "time",
          "timestamp",
          "timestamptz",
          "inet",
          "cidr",
          "macaddr");

  private KeyForms() {}

  /**
   * The form of a column's values.
   *
   * @param base the type below the column's domains
   * @param element the type of the elements where that is an array, else null
   * @return null where equality can be had neither from the text nor from PostgreSQL's output
   */
  public static KeyForm of(PgType base, PgType element) {
    if (element != null) {
      boolean known =
          element.kind() == 'e'
              || (element.isBuiltIn(element.name())
                  && ELEMENTS_WRITTEN_AS_EQUAL.contains(element.name()));
      return known ? KeyForms::ask : null;
    }
    if (base.kind() == 'e') {
      return KeyForms::whole;
    }
    if (base.kind() == 'r') {
      boolean known =
          base.schema().equals("pg_catalog") && RANGES_WRITTEN_AS_EQUAL.contains(base.name());
      return known ? KeyForms::ask : null;
    }
    if (base.kind() == 'b' && base.name().equals("citext")) {
      return KeyForms::ask;
    }
    return base.isBuiltIn(base.name()) ? builtIn(base) : null;
  }

  /** The form of a column that the move makes. */
  public static KeyForm of(InferredType type) {
    return switch (type) {
      case BOOLEAN -> TextKeys::bool;
      case INTEGER, BIGINT, NUMERIC -> new DecimalKey(Integer.MAX_VALUE);
      case DOUBLE_PRECISION -> FloatKey.FLOAT8;
      case DATE -> TimeKey::date;
      case TIME -> new TimeKey(TimeKey.Kind.TIME, DateTimeText.STORED_FRACTION);
      case TIMESTAMP -> new TimeKey(TimeKey.Kind.TIMESTAMP, DateTimeText.STORED_FRACTION);
      case TIMESTAMPTZ -> new TimeKey(TimeKey.Kind.TIMESTAMPTZ, DateTimeText.STORED_FRACTION);
      case UUID -> TextKeys::uuid;
      case TEXT, INTEGER_ARRAY, BIGINT_ARRAY -> KeyForms::whole;
      case JSONB, NUMERIC_ARRAY, VECTOR, BIGINT_LIST, NUMERIC_LIST, DOUBLE_LIST -> null;
    };
  }

  /** The form of a column's values once it has the wider type that a file needs. */
  public static KeyForm ofWidened(PgType type) {
    return switch (type.name()) {
      case "float4" -> FloatKey.FLOAT8;
      case "date" -> new TimeKey(TimeKey.Kind.TIMESTAMP, DateTimeText.STORED_FRACTION);
      case "varchar" -> KeyForms::whole;
      default -> new DecimalKey(Integer.MAX_VALUE);
    };
  }

  private static KeyForm builtIn(PgType type) {
    return switch (type.name()) {
      case "bool" -> TextKeys::bool;
      case "int2", "int4", "int8", "oid" -> new DecimalKey(0);
      case "numeric" -> new DecimalKey(type.scale().orElse(Integer.MAX_VALUE));
      case "float4" -> FloatKey.FLOAT4;
      case "float8" -> FloatKey.FLOAT8;
      case "text" -> KeyForms::whole;
      case "varchar" -> TextKeys.limited(type.length());
      case "bpchar" -> TextKeys::withoutTrailingBlanks;
      case "uuid" -> TextKeys::uuid;
      case "bytea" -> TextKeys::bytea;
      case "date" -> TimeKey::date;
      case "time" -> new TimeKey(TimeKey.Kind.TIME, digits(type));
      case "timestamp" -> new TimeKey(TimeKey.Kind.TIMESTAMP, digits(type));
      case "timestamptz" -> new TimeKey(TimeKey.Kind.TIMESTAMPTZ, digits(type));
      default -> WRITTEN_AS_EQUAL.contains(type.name()) ? KeyForms::ask : null;
    };
  }

  private static int digits(PgType type) {
    return type.precision().orElse(DateTimeText.STORED_FRACTION);
  }

  private static boolean ask(byte[] buf, int from, int to, KeyBytes out) {
    return false;
  }

  static boolean whole(byte[] buf, int from, int to, KeyBytes out) {
    out.add(buf, from, to);
    return true;
  }
}
