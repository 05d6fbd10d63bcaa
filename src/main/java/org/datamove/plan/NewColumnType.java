package org.datamove.plan;

import org.datamove.type.InferredType;
import org.datamove.type.PgType;

/**
 * The type of a column that the plan makes.
 *
 * @param type what {@code json_to_recordset} needs to know of it
 * @param sql as it stands in CREATE or ALTER TABLE, safe under any search_path
 */
public record NewColumnType(PgType type, String sql) {
  /** The type that inference found. */
  public static NewColumnType of(InferredType inferred) {
    String sql = sql(inferred);
    return new NewColumnType(new PgType("pg_catalog", inferred.sqlName(), 'b', -1, sql), sql);
  }

  /** Names that SQL's grammar does not know are qualified: a schema could have a type of that name. */
  private static String sql(InferredType type) {
    return switch (type) {
      case DATE, TIMESTAMPTZ, UUID, JSONB, TEXT -> "pg_catalog." + type.sqlName();
      case BOOLEAN, INTEGER, BIGINT, NUMERIC, DOUBLE_PRECISION, TIME, TIMESTAMP -> type.sqlName();
    };
  }
}
