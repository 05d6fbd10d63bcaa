package org.datamove.type;

/** The types that a new column can get from the values of a file. */
public enum InferredType {
  /** Every value is {@code true} or {@code false}, in any letter case. */
  BOOLEAN("boolean"),
  /** Whole numbers of 32 bits. */
  INTEGER("integer"),
  /** Whole numbers of 64 bits. */
  BIGINT("bigint"),
  /** Decimals; without precision and scale, so that each value keeps its own scale. */
  NUMERIC("numeric"),
  /** Numbers of which at least one is written with an exponent, or as NaN or an infinity. */
  DOUBLE_PRECISION("double precision"),
  /** ISO dates. */
  DATE("date"),
  /** Times of day without a zone. */
  TIME("time"),
  /** ISO dates with a time of day, none with a zone. */
  TIMESTAMP("timestamp"),
  /** ISO dates with a time of day, each with a zone. */
  TIMESTAMPTZ("timestamptz"),
  /** UUIDs in lower case. */
  UUID("uuid"),
  /** Arrays of numbers, in brackets, all of one length of at least two. */
  VECTOR("vector"),
  /** PostgreSQL's arrays, in braces, of whole numbers of 32 bits. */
  INTEGER_ARRAY("integer[]"),
  /** The same of 64 bits. */
  BIGINT_ARRAY("bigint[]"),
  /** The same of decimals. */
  NUMERIC_ARRAY("numeric[]"),
  /** Lists of whole numbers, in brackets, of which real would round some. */
  BIGINT_LIST("bigint[]"),
  /** The same of decimals, or of larger numbers. */
  NUMERIC_LIST("numeric[]"),
  /** The same of numbers of which some have an exponent. */
  DOUBLE_LIST("double precision[]"),
  /** JSON objects and arrays. */
  JSONB("jsonb"),
  /** Everything else; holds any value unchanged. */
  TEXT("text");

  private final String sqlName;

  InferredType(String sqlName) {
    this.sqlName = sqlName;
  }

  /** The type's name as it stands in a CREATE TABLE statement. */
  public String sqlName() {
    return sqlName;
  }
}
