package org.datamove.type.keyform;

import org.datamove.type.InferredType;
import org.datamove.type.PgType;
import org.datamove.type.text.DateTimeText;

/** {@link KeyForm}s that types have in common, and those of columns that the move makes. */
public final class KeyForms {
  /** Of types of which PostgreSQL writes two values the same if and only if they are equal. */
  public static final KeyForm ASKED = (buf, from, to, out) -> false;

  private KeyForms() {}

  /** The form of a column that the move makes. */
  public static KeyForm of(InferredType type) {
    return switch (type) {
      case BOOLEAN -> TextKeys::bool;
      case INTEGER, BIGINT, NUMERIC -> new DecimalKey(Integer.MAX_VALUE);
      case DOUBLE_PRECISION -> FloatKey.FLOAT8;
      case DATE -> TimeKey::date;
      case TIME -> TimeKey.time(DateTimeText.STORED_FRACTION);
      case TIMESTAMP -> TimeKey.timestamp(DateTimeText.STORED_FRACTION, false);
      case TIMESTAMPTZ -> TimeKey.timestamp(DateTimeText.STORED_FRACTION, true);
      case UUID -> TextKeys::uuid;
      case TEXT, INTEGER_ARRAY, BIGINT_ARRAY -> KeyForms::whole;
      case JSONB, NUMERIC_ARRAY, VECTOR, BIGINT_LIST, NUMERIC_LIST, DOUBLE_LIST -> null;
    };
  }

  /** The form of a column's values once it has the wider type that a file needs. */
  public static KeyForm ofWidened(PgType type) {
    return switch (type.name()) {
      case "float4" -> FloatKey.FLOAT8;
      case "date" -> TimeKey.timestamp(DateTimeText.STORED_FRACTION, false);
      case "varchar" -> KeyForms::whole;
      default -> new DecimalKey(Integer.MAX_VALUE);
    };
  }

  /** Of types of which no two spellings are equal. */
  public static boolean whole(byte[] buf, int from, int to, KeyBytes out) {
    out.add(buf, from, to);
    return true;
  }
}
