package org.datamove.sql;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * On the caller's search_path an operator is written {@code OPERATOR(pg_catalog.=)}; syntax that
 * looks one up by itself, and has no place to name it, is not used there.
 */
final class OperatorRule implements FunctionRule {
  private static final Pattern FOUND_BY_PATH =
      Pattern.compile(
          "(?i)\\bnullif\\(|\\bCASE\\s+(?!WHEN\\b)\\S|\\bIS (NOT )?DISTINCT FROM\\b"
              + "|\\b(NOT )?IN \\((?!SELECT)|\\b(I?LIKE|SIMILAR TO|BETWEEN|NATURAL)\\b"
              + "|\\s(=|<>|!=|[<>]=?|\\|\\||[-+*/%])\\s");

  /** Options of RAISE and items of GET DIAGNOSTICS are no operators. */
  private static final String NO_OPERATORS = "(?s)(RAISE|GET (STACKED )?DIAGNOSTICS)\\b[^;]*;";

  /** The star of a select list and of count is none either. */
  private static final String STAR = "(?i)\\bSELECT \\*\\s";

  @Override
  public List<String> faults(SqlFunction function) {
    if (!function.isOnCallersPath()) {
      return List.of();
    }
    String code =
        function.codeWithoutLiterals().replaceAll(NO_OPERATORS, "").replaceAll(STAR, "SELECT ");
    return FOUND_BY_PATH
        .matcher(code)
        .results()
        .map(MatchResult::group)
        .map(String::strip)
        .toList();
  }
}
