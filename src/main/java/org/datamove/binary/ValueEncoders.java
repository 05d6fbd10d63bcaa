package org.datamove.binary;

import org.datamove.type.PgType;

/** Where every type that can be encoded is registered. */
public final class ValueEncoders {
  private ValueEncoders() {}

  /**
   * The encoder for a column of this type.
   *
   * @param type the declared type
   * @param base the same, or the type below a domain
   * @return null if values of the type cannot be encoded
   */
  public static ValueEncoder forType(PgType type, PgType base, EncodingSession session) {
    ValueEncoder encoder = forBase(base, session);
    if (encoder == null || type.kind() != 'd') {
      return encoder;
    }
    // A domain receives as the type below it does, and then looks at its checks.
    return (buf, from, to, out) ->
        encoder.encode(buf, from, to, out) == Encoding.NONE ? Encoding.NONE : Encoding.TO_CHECK;
  }

  private static ValueEncoder forBase(PgType type, EncodingSession session) {
    if (type.kind() == 'e') {
      return session.utf8() ? TextEncoders.UNCHECKED : null;
    }
    if (type.isPgvector(type.name())) {
      return switch (type.name()) {
        case "vector" -> VectorEncoder.vector(type.typmod());
        case "halfvec" -> VectorEncoder.halfvec(type.typmod());
        default -> null;
      };
    }
    if (!type.isBuiltIn(type.name())) {
      return null;
    }
    return switch (type.name()) {
      case "bool" -> BooleanEncoder.INSTANCE;
      case "int2" -> new IntegerEncoder(2);
      case "int4" -> new IntegerEncoder(4);
      case "int8" -> new IntegerEncoder(8);
      case "numeric" -> NumericEncoder.of(type.precision(), type.scale());
      case "float4" -> FloatEncoders.FLOAT4;
      case "float8" -> FloatEncoders.FLOAT8;
      case "date" -> DateTimeEncoders.DATE;
      case "time" -> DateTimeEncoders.time(type.precision());
      case "timestamp" -> DateTimeEncoders.timestamp(type.precision());
      case "timestamptz" -> DateTimeEncoders.timestamptz(type.precision(), session.isUtc());
      case "bit", "varbit" -> new BitEncoder(type);
      case "uuid" -> HexEncoders.UUID;
      case "bytea" -> session.utf8() ? HexEncoders.BYTEA : null;
      case "text" -> session.utf8() ? TextEncoders.TEXT : null;
      case "varchar", "bpchar" -> session.utf8() ? TextEncoders.limited(type.length()) : null;
      case "json" -> session.utf8() ? TextEncoders.json(type) : null;
      case "jsonb" -> session.utf8() ? TextEncoders.jsonb(type) : null;
      default -> null;
    };
  }
}
