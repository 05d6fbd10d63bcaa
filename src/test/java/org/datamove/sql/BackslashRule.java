package org.datamove.sql;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A backslash stands in a literal {@code E'…'} only: the text is read under the caller's {@code
 * standard_conforming_strings}.
 */
final class BackslashRule implements FunctionRule {
  private static final Pattern LITERAL = Pattern.compile("(E?)'((?:[^']|'')*)'");

  @Override
  public List<String> faults(SqlFunction function) {
    return LITERAL
        .matcher(function.code())
        .results()
        .filter(found -> found.group(1).isEmpty() && found.group(2).contains("\\"))
        .map(MatchResult::group)
        .toList();
  }
}
