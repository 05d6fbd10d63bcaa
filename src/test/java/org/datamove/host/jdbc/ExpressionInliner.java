package org.datamove.host.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Puts what a function evaluates in the place of its call, within an expression or a query.
 *
 * <p>The call becomes a subquery whose parameters are the columns of a derived table named like the
 * function: whether the body says {@code parameter} or {@code function.parameter}, SQL's own rules
 * find it, and none of the columns around. OFFSET 0 keeps the planner from evaluating an argument
 * at each place where it is used.
 */
final class ExpressionInliner {
  /** How often a function may be in itself; what a deeper call would give is null. */
  static final int MAX_DEPTH = 8;

  private final Definitions definitions;

  ExpressionInliner(Definitions definitions) {
    this.definitions = definitions;
  }

  /**
   * A text without calls of datamove's functions.
   *
   * @throws LinkException when one of them cannot be part of an expression here
   */
  String inline(Code code, Frame frame) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < code.size(); i++) {
      Token token = code.get(i);
      if (token.kind() == Token.Kind.PARAMETER) {
        throw code.refused("a parameter without a name");
      }
      text.append(token.before());
      if (Call.isAt(code, i)) {
        Call call = Call.read(code, i, definitions);
        text.append(call(call, code, i, frame));
        i = call.end() - 1;
      } else {
        text.append(token.text());
      }
    }
    return text.toString();
  }

  private String call(Call call, Code code, int place, Frame frame) {
    Definition function = call.function();
    boolean isInFrom = code.isAnyAt(place - 1, "FROM", "JOIN");
    if (isInFrom != function.result().isRows()) {
      throw code.part(place, call.end())
          .refused(isInFrom ? "a single value in FROM" : "rows that are not in FROM");
    }
    if (!frame.lacking(function).isEmpty()) {
      throw code.part(place, call.end())
          .refused("a function with settings of its own in an expression under others");
    }
    if (frame.depth(function) >= MAX_DEPTH) {
      return "CAST(NULL AS " + function.result().type() + ")";
    }
    Code expression =
        function
            .expression()
            .orElseThrow(
                () ->
                    code.part(place, call.end())
                        .refused("a function that is more than an expression, in an expression"));
    List<String> arguments = new ArrayList<>();
    call.arguments().forEach(argument -> arguments.add(inline(argument, frame).strip()));
    String body = inline(expression, frame.inside(function)).strip();
    return function.result().isRows()
        ? rows(function, arguments, body)
        : value(function, arguments, body);
  }

  private static String value(Definition function, List<String> arguments, String body) {
    String value = "CAST((" + body + ") AS " + function.result().type() + ")";
    if (arguments.isEmpty()) {
      return value;
    }
    return "(SELECT "
        + value
        + " FROM "
        + parameters(function, arguments)
        + notNull(function)
        + ")";
  }

  private static String rows(Definition function, List<String> arguments, String body) {
    if (arguments.isEmpty()) {
      return "(" + body + ")";
    }
    String columns = String.join(", ", function.result().columns());
    return "LATERAL (SELECT result.* FROM "
        + parameters(function, arguments)
        + " CROSS JOIN LATERAL ("
        + body
        + ") AS result("
        + columns
        + ")"
        + notNull(function)
        + ")";
  }

  private static String parameters(Definition function, List<String> arguments) {
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      Definition.Parameter parameter = function.parameters().get(i);
      columns.add(
          "CAST((%s) AS %s) AS %s".formatted(arguments.get(i), parameter.type(), parameter.name()));
    }
    return "(SELECT " + String.join(", ", columns) + " OFFSET 0) AS " + function.name();
  }

  private static String notNull(Definition function) {
    if (!function.isStrict()) {
      return "";
    }
    return function.parameters().stream()
        .map(parameter -> function.name() + "." + parameter.name() + " IS NOT NULL")
        .collect(Collectors.joining(" AND ", " WHERE ", ""));
  }
}
