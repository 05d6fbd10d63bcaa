package org.datamove.type.accept;

import org.datamove.type.PgType;

/**
 * Chooses the {@link ValueRule} of a type. The rules were compared with PostgreSQL 13 to 17. The
 * zone {@code Z} is taken as known: every set of time zone abbreviations that PostgreSQL ships has
 * it.
 */
public final class ValueRules {
  /** The rule of pgvector's type vector without a number of dimensions. */
  public static final ValueRule ANY_VECTOR = VectorRule.vector(-1);

  private ValueRules() {}

  /** The rule for a column of this type in a database whose encoding is UTF8. */
  public static ValueRule forType(PgType type) {
    return forType(type, true);
  }

  /**
   * The rule for a column of this type.
   *
   * @param utf8Server whether the database's encoding is UTF8; in any other a text beyond ASCII may
   *     have no equivalent, so that it is never sure
   */
  public static ValueRule forType(PgType type, boolean utf8Server) {
    if (type.isPgvector(type.name())) {
      return switch (type.name()) {
        case "vector" -> VectorRule.vector(type.typmod());
        case "halfvec" -> VectorRule.halfvec(type.typmod());
        case "sparsevec" -> new SparseVectorRule(type.typmod());
        default -> ValueRule.NEVER;
      };
    }
    // A domain has checks, and a type outside pg_catalog only happens to have the same name.
    if (!type.isBuiltIn(type.name())) {
      return ValueRule.NEVER;
    }
    return switch (type.name()) {
      case "bool" -> BooleanRule::accepts;
      case "int2" -> new IntegerRule(Short.MIN_VALUE, Short.MAX_VALUE);
      case "int4" -> new IntegerRule(Integer.MIN_VALUE, Integer.MAX_VALUE);
      case "int8" -> new IntegerRule(Long.MIN_VALUE, Long.MAX_VALUE);
      case "numeric" -> DecimalRules.numeric(type.precision(), type.scale());
      case "float4" -> DecimalRules.FLOAT4;
      case "float8" -> DecimalRules.FLOAT8;
      case "date" -> DateTimeRules::date;
      case "time" -> DateTimeRules::time;
      case "timestamp", "timestamptz" -> DateTimeRules::timestamp;
      case "uuid" -> TextRules::uuid;
      case "text" -> TextRules.text(utf8Server);
      case "varchar", "bpchar" -> TextRules.limited(type.length(), utf8Server);
      case "bytea" -> TextRules.bytea(utf8Server);
      case "json", "jsonb" -> TextRules.json(utf8Server);
      case "bit", "varbit" -> BitRule.of(type);
      default -> ValueRule.NEVER;
    };
  }
}
