package org.datamove.plan;

import org.datamove.catalog.TypeInfo;
import org.datamove.type.InferredType;

/**
 * The type of a column that the plan makes.
 *
 * @param sql as it stands in CREATE or ALTER TABLE, safe under any search_path
 * @param isJson whether its values are JSON
 */
public record NewColumnType(String sql, boolean isJson) {
  /** The type that the caller asks for. */
  public static NewColumnType of(TypeInfo asked) {
    return new NewColumnType(
        asked.type().sql(), asked.base().isBuiltIn("json") || asked.base().isBuiltIn("jsonb"));
  }

  /** The type that inference found. */
  public static NewColumnType of(InferredType inferred) {
    return new NewColumnType(sql(inferred), inferred == InferredType.JSONB);
  }

  /**
   * Names that SQL's grammar does not know are qualified: a schema could have a type of that name.
   */
  private static String sql(InferredType type) {
    return switch (type) {
      case DATE, TIMESTAMPTZ, UUID, JSONB, TEXT -> "pg_catalog." + type.sqlName();
      case BOOLEAN, INTEGER, BIGINT, NUMERIC, DOUBLE_PRECISION, TIME, TIMESTAMP -> type.sqlName();
    };
  }

  /** The type as a person writes it. */
  public String display() {
    return sql.replace("pg_catalog.", "");
  }

  ReceivedType received() {
    return new ReceivedType(sql, isJson);
  }
}
