package org.datamove.type.infer;

/**
 * What one value looks like: the types that hold it without loss, or the narrower type it nearly
 * has and what keeps it from that type.
 */
enum Shape {
  BOOLEAN(Types.BOOLEAN),
  INT4(Types.NUMERIC | Types.DOUBLE),
  INT8(Types.NUMERIC | Types.DOUBLE),
  BIG_INTEGER(Types.NUMERIC | Types.DOUBLE),
  DECIMAL(Types.NUMERIC | Types.DOUBLE),
  EXPONENT(Types.DOUBLE),
  NOT_FINITE(Types.DOUBLE),
  DATE(Types.DATE),
  TIME(Types.TIME),
  TIMESTAMP(Types.TIMESTAMP),
  TIMESTAMPTZ(Types.TIMESTAMPTZ),
  UUID(Types.UUID),
  JSON(Types.JSONB),
  /** An array of two or more numbers. */
  VECTOR(Types.VECTOR | Types.JSONB),
  /** The same, with a number that jsonb would write in another way. */
  VECTOR_NUMBER(Types.VECTOR, "jsonb would change a number"),
  /** The same, but not written as JSON is. */
  VECTOR_SPELLING(Types.VECTOR, "not valid JSON"),
  ARRAY_EMPTY(Types.ARRAY | Types.JSONB),
  ARRAY_INT4(Types.ARRAY),
  ARRAY_INT8(Types.ARRAY),
  ARRAY_NUMERIC(Types.ARRAY),

  /** Facts about a decimal, noted beside its shape: double precision would not keep it. */
  DOUBLE_DROPS_ZEROS(Types.NUMERIC, "trailing zeros would be lost"),
  DOUBLE_ROUNDS(Types.NUMERIC, "double precision would round it"),

  LEADING_ZEROS(""),
  PLUS_SIGN("the plus sign would be lost"),
  NEGATIVE_ZERO("the sign of zero would be lost"),
  TRAILING_POINT("the trailing point would be lost"),
  TOO_MANY_DIGITS("more digits than numeric holds"),
  NOT_A_DOUBLE("double precision would round it"),
  DOUBLE_RANGE("out of range for double precision"),
  FRACTION_ZEROS("trailing zeros would be lost"),
  FRACTION_DIGITS("more than six fractional digits"),
  NO_SECONDS("seconds would be added"),
  NO_SUCH_DATE("no such date"),
  NO_SUCH_TIME("no such time of day"),
  NO_SUCH_OFFSET("no such time zone offset"),
  OTHER_ZONE("the time zone is not in ISO form (Z or +HH:MM)"),
  NEXT_DAY("it would become the next day"),
  DATE_AMBIGUOUS("not in ISO form (YYYY-MM-DD)"),
  DATE_OTHER("not in ISO form (YYYY-MM-DD)"),
  UUID_UPPER("upper case would be lost"),
  JSON_KEY_ORDER("jsonb would change the order of keys"),
  JSON_KEY_TWICE("jsonb would drop a repeated key"),
  JSON_NUMBER("jsonb would change a number"),
  JSON_ESCAPE("jsonb would change an escape sequence"),
  JSON_DEPTH("nested deeper than 500 levels"),
  PADDED("surrounding white space would be lost"),

  EMPTY("an empty string is not NULL", Nearness.NEUTRAL),
  NOT_JSON("not valid JSON", Nearness.FAR),
  FREE_TEXT("", Nearness.FAR);

  /** Sets of types as bits. */
  static final class Types {
    static final int BOOLEAN = 1;
    static final int NUMERIC = 1 << 1;
    static final int DOUBLE = 1 << 2;
    static final int DATE = 1 << 3;
    static final int TIME = 1 << 4;
    static final int TIMESTAMP = 1 << 5;
    static final int TIMESTAMPTZ = 1 << 6;
    static final int UUID = 1 << 7;
    static final int JSONB = 1 << 8;
    static final int VECTOR = 1 << 9;
    static final int ARRAY = 1 << 10;
    static final int ALL = (1 << 11) - 1;

    private Types() {}
  }

  /** How a value counts when it is asked whether a column is nearly of a narrower type. */
  enum Nearness {
    /** Fits a narrower type, or would but for its spelling. */
    NEAR,
    /** Says nothing. */
    NEUTRAL,
    /** Free text. */
    FAR
  }

  private final int types;
  private final String reason;
  private final Nearness nearness;

  Shape(int types) {
    this(types, "", Nearness.NEAR);
  }

  Shape(int types, String reason) {
    this(types, reason, Nearness.NEAR);
  }

  Shape(String reason) {
    this(0, reason, Nearness.NEAR);
  }

  Shape(String reason, Nearness nearness) {
    this(0, reason, nearness);
  }

  Shape(int types, String reason, Nearness nearness) {
    this.types = types;
    this.reason = reason;
    this.nearness = nearness;
  }

  /** The types that hold such a value without loss, as bits of {@link Types}. */
  int types() {
    return types;
  }

  /** Whether a type narrower than text holds such a value. */
  boolean fits() {
    return types != 0;
  }

  /** What keeps the value from a narrower type; empty where the value shows it. */
  String reason() {
    return reason;
  }

  Nearness nearness() {
    return nearness;
  }

  /** Whether it is a decimal: a number without an exponent. */
  boolean isDecimal() {
    return this == INT4 || this == INT8 || this == DECIMAL || this == BIG_INTEGER;
  }
}
