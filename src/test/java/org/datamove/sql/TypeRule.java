package org.datamove.sql;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * On the caller's search_path a type has its schema, but for those of the grammar: the others may
 * have a namesake.
 */
final class TypeRule implements FunctionRule {
  private static final Set<String> GRAMMAR =
      Set.of("bigint", "boolean", "double", "integer", "interval", "numeric", "timestamp");
  private static final String TYPE = " (?:CONSTANT )?(\\w+)\\b(?!\\.)";
  private static final Pattern DECLARATIONS = Pattern.compile("(?s)\\bDECLARE\\b(.*?)\\bBEGIN\\b");
  private static final Pattern VARIABLE = Pattern.compile("^\\s*\\w+" + TYPE);
  private static final Pattern USE =
      Pattern.compile(
          "::\\s*(\\w+)\\b(?!\\.)|(?i:\\bCAST)\\([^()]* (?i:AS)"
              + TYPE
              + "|(?i:\\bAS) \\w+\\((?:[^()]*,)?\\s*\\w+"
              + TYPE);

  @Override
  public List<String> faults(SqlFunction function) {
    if (!function.isOnCallersPath()) {
      return List.of();
    }
    Stream<String> declarations =
        DECLARATIONS
            .matcher(function.codeWithoutLiterals())
            .results()
            .flatMap(declare -> Arrays.stream(declare.group(1).split(";")));
    return Stream.concat(
            declarations.flatMap(one -> VARIABLE.matcher(one).results()),
            USE.matcher(function.code()).results())
        .flatMap(found -> IntStream.rangeClosed(1, found.groupCount()).mapToObj(found::group))
        .filter(found -> found != null && !GRAMMAR.contains(found))
        .toList();
  }
}
