package org.datamove.type.alter;

import java.util.OptionalInt;
import org.datamove.type.PgType;
import org.datamove.type.ValueSettings;
import org.datamove.type.text.DateTimeText;
import org.datamove.type.text.Utf8;

/** Chooses the {@link AlteredRule} of a type. */
public final class AlteredRules {
  /** From so many numbers on a list is taken for an embedding, of which real rounds decimals. */
  public static final int EMBEDDING = 16;

  private static final int NAME_BYTES = 63;

  private AlteredRules() {}

  /**
   * The rule for a column of this type.
   *
   * @param type the declared type; of a domain, the type below it
   * @param settings the session's
   * @return null for a type that keeps every value, or of which only {@link WrittenRules} knows
   */
  public static AlteredRule forType(PgType type, ValueSettings settings) {
    if (type.isPgvector(type.name())) {
      return switch (type.name()) {
        case "vector" -> new AlteredVectors(false);
        case "halfvec" -> new AlteredVectors(true);
        case "sparsevec" -> AlteredVectors::sparse;
        default -> null;
      };
    }
    if (!type.isBuiltIn(type.name())) {
      return null;
    }
    return switch (type.name()) {
      case "numeric" -> numeric(type.scale());
      case "float4" -> AlteredNumbers::float4;
      case "float8" -> AlteredNumbers::float8;
      case "date" -> new AlteredTimes(AlteredTimes.Kind.DATE, 0);
      case "time" -> new AlteredTimes(AlteredTimes.Kind.TIME, digits(type));
      case "timetz" -> new AlteredTimes(AlteredTimes.Kind.TIMETZ, digits(type));
      case "timestamp" -> new AlteredTimes(AlteredTimes.Kind.TIMESTAMP, digits(type));
      case "timestamptz" -> new AlteredTimes(AlteredTimes.Kind.TIMESTAMPTZ, digits(type));
      case "varchar", "bpchar" -> limited(type.length());
      case "name" -> AlteredRules::name;
      case "jsonb" -> JsonRepeats::alteration;
      case "bytea" -> settings.hexBytes() ? AlteredRules::bytes : AlteredRules::keptBytes;
      default -> null;
    };
  }

  private static int digits(PgType type) {
    return type.precision().orElse(DateTimeText.STORED_FRACTION);
  }

  private static AlteredRule numeric(OptionalInt scale) {
    if (scale.isEmpty()) {
      return null;
    }
    int digits = scale.getAsInt();
    return (buf, from, to) -> AlteredNumbers.numeric(buf, from, to, digits);
  }

  /** A text that is too long is accepted only if nothing but blanks has to go. */
  private static AlteredRule limited(OptionalInt length) {
    if (length.isEmpty()) {
      return null;
    }
    int limit = length.getAsInt();
    String message =
        "trailing blanks are cut to fit " + limit + (limit == 1 ? " character" : " characters");
    return (buf, from, to) ->
        to - from <= limit || Utf8.length(buf, from, to) <= limit ? null : message;
  }

  /** A text without backslash, or in the escape format, is written back in the hex format. */
  private static String bytes(byte[] buf, int from, int to) {
    boolean hex = to - from >= 2 && buf[from] == '\\' && buf[from + 1] == 'x';
    return hex || to == from ? null : "text is stored as its bytes, not read as hexadecimal digits";
  }

  private static String keptBytes(byte[] buf, int from, int to) {
    return null;
  }

  private static String name(byte[] buf, int from, int to) {
    return to - from <= NAME_BYTES ? null : "text is cut to " + NAME_BYTES + " bytes";
  }
}
