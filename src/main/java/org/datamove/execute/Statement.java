package org.datamove.execute;

import java.util.Map;
import org.datamove.load.BytesChunk;

/** One statement of a script. */
public sealed interface Statement {
  /** The text; for a query with its argument as {@code $1}. */
  String sql();

  /** A statement of which the number of rows counts. */
  record Sql(String sql) implements Statement {}

  /**
   * A statement that takes a JSON array of rows.
   *
   * @param sql has the rows as {@code $1}
   * @param rows a JSON array as text
   */
  record Batch(String sql, String rows) implements Statement {}

  /**
   * Rows that COPY takes from the host.
   *
   * @param sql a COPY FROM STDIN
   */
  record Copy(String sql, BytesChunk chunk) implements Statement {}

  /**
   * A SELECT of one value.
   *
   * @param sql has the argument as {@code $1}, of type json
   * @param argument a JSON object
   */
  record Query(String sql, Map<String, Object> argument) implements Statement {}

  /**
   * A question that every host has a way to answer.
   *
   * @param argument a JSON object
   */
  record Ask(Question question, Map<String, Object> argument) implements Statement {
    @Override
    public String sql() {
      return question.sql();
    }
  }
}
