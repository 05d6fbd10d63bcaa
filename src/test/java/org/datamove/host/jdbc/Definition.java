package org.datamove.host.jdbc;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A function as its script defines it.
 *
 * @param name without its schema
 * @param parameters all of them for input
 * @param result what it gives
 * @param isStrict whether it gives null without being run where an argument is null
 * @param settings what it sets for itself, by name
 * @param isQuery whether its body is one query, not plpgsql
 * @param body without comments
 */
record Definition(
    String name,
    List<Parameter> parameters,
    Result result,
    boolean isStrict,
    Map<String, String> settings,
    boolean isQuery,
    Code body) {

  /**
   * A parameter.
   *
   * @param type qualified, so that it means the same under any search_path
   */
  record Parameter(String name, String type) {}

  /**
   * What a function gives.
   *
   * @param type of a single value, qualified; null for rows
   * @param columns of the rows; empty for a single value
   */
  record Result(String type, List<String> columns) {
    boolean isVoid() {
      return "pg_catalog.void".equals(type);
    }

    boolean isRows() {
      return type == null;
    }
  }

  /**
   * What the function evaluates, where it does nothing else: of {@code BEGIN RETURN x; END} it is
   * {@code x}. Empty where the function is more than an expression.
   */
  Optional<Code> expression() {
    if (isQuery) {
      return Optional.of(query());
    }
    Code code = withoutPragma();
    int from = result.isRows() ? 3 : 2;
    if (!code.isAt(0, "BEGIN")
        || !code.isAt(1, "RETURN")
        || result.isRows() != code.isAt(2, "QUERY")) {
      return Optional.empty();
    }
    int end = code.find(from, ";");
    boolean isAll = end > from && end == code.size() - 2 && code.isAt(end + 1, "END");
    return isAll ? Optional.of(code.part(from, end)) : Optional.empty();
  }

  /** The body from DECLARE or BEGIN on. */
  Code withoutPragma() {
    if (!body.isAt(0, "#")) {
      return body;
    }
    if (!body.isAt(1, "variable_conflict") || !body.isAnyAt(2, "use_column", "error")) {
      throw body.part(0, 3).refused("a pragma that anonymous blocks do not have");
    }
    return body.from(3);
  }

  private Code query() {
    int end = body.isAt(body.size() - 1, ";") ? body.size() - 1 : body.size();
    if (!body.isAnyAt(0, "SELECT", "WITH") || body.find(0, ";") < end) {
      throw body.refused("not a single query");
    }
    return body.part(0, end);
  }
}
