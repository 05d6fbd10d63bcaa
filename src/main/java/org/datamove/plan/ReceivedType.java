package org.datamove.plan;

import org.datamove.type.PgType;

/**
 * The type of a column that takes rows.
 *
 * @param sql as SQL text that means the same under any search_path
 * @param type the type as the catalog has it
 * @param base the same, or the type below a domain
 */
record ReceivedType(String sql, PgType type, PgType base) {
  /** A type and what it comes down to below its domains. */
  static ReceivedType of(PgType type, PgType base) {
    return new ReceivedType(type.sql(), type, base);
  }

  /** Whether its values are JSON themselves, so that they travel as text in a JSON batch. */
  boolean isJson() {
    return base.isBuiltIn("json") || base.isBuiltIn("jsonb");
  }
}
