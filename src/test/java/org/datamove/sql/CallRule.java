package org.datamove.sql;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** On the caller's search_path a function is called by its schema, but for what is grammar. */
final class CallRule implements FunctionRule {
  private static final Pattern CALL = Pattern.compile("(?<![\\w.])([a-z_]\\w*)\\(");
  private static final Set<String> GRAMMAR =
      Set.of("coalesce", "greatest", "least", "row", "array", "exists", "values");

  /**
   * Names of columns follow a name there: of an alias, a common table, or a table that gets rows.
   */
  private static final String COLUMN_LISTS = "(?i)\\b(AS|INTO|WITH|RECURSIVE) [\\w.]+\\(";

  @Override
  public List<String> faults(SqlFunction function) {
    if (!function.isOnCallersPath()) {
      return List.of();
    }
    return CALL.matcher(function.codeWithoutLiterals().replaceAll(COLUMN_LISTS, ""))
        .results()
        .map(found -> found.group(1))
        .filter(name -> !GRAMMAR.contains(name))
        .toList();
  }
}
