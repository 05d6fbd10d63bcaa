package org.datamove.plan;

import org.datamove.type.PgType;

/**
 * The type of a column, as the INSERT of a JSON batch needs it.
 *
 * @param sql as SQL text that means the same under any search_path
 * @param isJson whether its values are JSON themselves, so that they travel as text
 */
record ReceivedType(String sql, boolean isJson) {
  /** A type and what it comes down to below its domains. */
  static ReceivedType of(PgType type, PgType base) {
    return new ReceivedType(type.sql(), base.isBuiltIn("json") || base.isBuiltIn("jsonb"));
  }
}
