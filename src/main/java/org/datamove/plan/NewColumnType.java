package org.datamove.plan;

import org.datamove.catalog.TypeInfo;
import org.datamove.type.InferredType;
import org.datamove.type.PgType;

/**
 * The type of a column that the plan makes.
 *
 * @param sql as it stands in CREATE or ALTER TABLE, safe under any search_path
 * @param type the same as the catalog will have it
 * @param base the same, or the type below a domain
 */
public record NewColumnType(String sql, PgType type, PgType base) {
  /**
   * pgvector's type vector.
   *
   * @param schema the schema that pgvector is installed in
   */
  public static NewColumnType vector(String schema, int dimensions) {
    String sql = Sql.qualified(schema, "vector") + "(" + dimensions + ")";
    PgType type = new PgType(schema, "vector", 'b', dimensions, sql, "vector");
    return new NewColumnType(sql, type, type);
  }

  /** An array of real, which takes what the file writes in brackets. */
  public static NewColumnType realArray() {
    PgType type = PgType.builtIn("_float4", -1);
    return new NewColumnType("real[]", type, type);
  }

  /** The type that the caller asks for. */
  public static NewColumnType of(TypeInfo asked) {
    return new NewColumnType(asked.type().sql(), asked.type(), asked.base());
  }

  /** The type that inference found. */
  public static NewColumnType of(InferredType inferred) {
    PgType type = PgType.builtIn(catalogName(inferred), -1);
    return new NewColumnType(sql(inferred), type, type);
  }

  /**
   * Names that SQL's grammar does not know are qualified: a schema could have a type of that name.
   */
  private static String sql(InferredType type) {
    return switch (type) {
      case DATE, TIMESTAMPTZ, UUID, JSONB, TEXT -> "pg_catalog." + type.sqlName();
      case VECTOR -> throw new IllegalArgumentException("a vector has a schema and dimensions");
      case INTEGER_ARRAY, BIGINT_ARRAY, NUMERIC_ARRAY -> type.sqlName();
      case BIGINT_LIST, NUMERIC_LIST, DOUBLE_LIST -> type.sqlName();
      case BOOLEAN, INTEGER, BIGINT, NUMERIC, DOUBLE_PRECISION, TIME, TIMESTAMP -> type.sqlName();
    };
  }

  /** The type as a person writes it. */
  public String display() {
    return type.extension() == null ? sql.replace("pg_catalog.", "") : type.display();
  }

  private static String catalogName(InferredType type) {
    return switch (type) {
      case BOOLEAN -> "bool";
      case INTEGER_ARRAY -> "_int4";
      case BIGINT_ARRAY, BIGINT_LIST -> "_int8";
      case NUMERIC_ARRAY, NUMERIC_LIST -> "_numeric";
      case DOUBLE_LIST -> "_float8";
      case INTEGER -> "int4";
      case BIGINT -> "int8";
      case DOUBLE_PRECISION -> "float8";
      case VECTOR, NUMERIC, DATE, TIME, TIMESTAMP, TIMESTAMPTZ, UUID, JSONB, TEXT -> type.sqlName();
    };
  }

  ReceivedType received() {
    return new ReceivedType(sql, type, base);
  }
}
