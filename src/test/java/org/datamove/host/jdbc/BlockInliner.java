package org.datamove.host.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Puts a block in the place of a statement that does nothing but call a function.
 *
 * <p>The arguments are evaluated where the caller is, into variables of an outer block. The inner
 * one is labelled like the function, so that {@code function.parameter} means what it did, and that
 * {@code RETURN} can leave it. What the function sets for itself is set between the two and set
 * back behind: where an error skips that, the end of its subtransaction undoes the setting.
 */
final class BlockInliner {
  private static final String[] PLAIN = {
    "BEGIN",
    "LOOP",
    "ELSE",
    "EXCEPTION",
    "IF",
    "ELSIF",
    "ELSEIF",
    "WHEN",
    "WHILE",
    "FOR",
    "FOREACH",
    "<",
    "END",
    "RAISE",
    "EXECUTE",
    "GET",
    "SELECT",
    "WITH",
    "EXIT",
    "CONTINUE",
    "NULL"
  };

  private final Definitions definitions;
  private final ExpressionInliner expressions;
  private int count;

  BlockInliner(Definitions definitions) {
    this.definitions = definitions;
    this.expressions = new ExpressionInliner(definitions);
  }

  /** A function's body where it is being put. */
  private record Place(Definition function, int number, Frame frame) {
    String result() {
      return "result_" + number;
    }

    String label() {
      return function.name();
    }
  }

  /**
   * The block of a call.
   *
   * @param arguments SQL for each of the function's parameters, without calls of datamove's
   * @param caller where the call is
   * @param target the variable that gets what the function gives; null for none
   * @param then what is done afterwards
   */
  String block(
      Definition function, List<String> arguments, Frame caller, String target, String then) {
    if (caller.depth(function) > 0) {
      throw function.body().refused("a function that calls itself in a statement");
    }
    if (function.result().isRows()) {
      throw function.body().refused("a function that gives rows, in a statement");
    }
    Place place = new Place(function, ++count, caller.inside(function));
    StringBuilder text = new StringBuilder("DECLARE\n");
    for (int i = 0; i < arguments.size(); i++) {
      String type = function.parameters().get(i).type();
      text.append(argument(place, i)).append(' ').append(type);
      text.append(" := ").append(arguments.get(i)).append(";\n");
    }
    if (!function.result().isVoid()) {
      text.append(place.result()).append(' ').append(function.result().type()).append(";\n");
    }
    List<Map.Entry<String, String>> settings = List.copyOf(caller.lacking(function).entrySet());
    for (int i = 0; i < settings.size(); i++) {
      String name = settings.get(i).getKey();
      text.append(setting(place, i)).append(" pg_catalog.text := ");
      text.append("pg_catalog.current_setting('").append(name).append("');\n");
    }
    text.append("BEGIN\n");
    settings.forEach(each -> text.append(set(each.getKey(), "'" + each.getValue() + "'")));
    text.append(inner(place));
    for (int i = 0; i < settings.size(); i++) {
      text.append(set(settings.get(i).getKey(), setting(place, i)));
    }
    if (target != null) {
      text.append(target).append(" := ").append(place.result()).append(";\n");
    }
    return text.append(then).append("END;\n").toString();
  }

  private static String argument(Place place, int index) {
    return "argument_" + place.number() + "_" + (index + 1);
  }

  private static String setting(Place place, int index) {
    return "setting_" + place.number() + "_" + (index + 1);
  }

  private static String set(String name, String value) {
    return "PERFORM pg_catalog.set_config('%s', %s, true);\n".formatted(name, value);
  }

  private String inner(Place place) {
    Definition function = place.function();
    StringBuilder text = new StringBuilder("<<" + place.label() + ">>\nDECLARE\n");
    for (int i = 0; i < function.parameters().size(); i++) {
      Definition.Parameter parameter = function.parameters().get(i);
      text.append(parameter.name()).append(' ').append(parameter.type());
      text.append(" := ").append(argument(place, i)).append(";\n");
    }
    text.append("BEGIN\n");
    if (function.isStrict() && !function.parameters().isEmpty()) {
      String isNull =
          function.parameters().stream()
              .map(parameter -> parameter.name() + " IS NULL")
              .collect(Collectors.joining(" OR "));
      text.append("EXIT ").append(place.label()).append(" WHEN ").append(isNull).append(";\n");
    }
    return text.append(body(place)).append("END;\n").toString();
  }

  private String body(Place place) {
    Definition function = place.function();
    if (function.isQuery()) {
      Code query = function.expression().orElseThrow();
      String value = expressions.inline(query, place.frame()).strip();
      return place.result() + " := (" + value + ");\n";
    }
    List<String> declared = new ArrayList<>();
    function.parameters().forEach(parameter -> declared.add(parameter.name()));
    StringBuilder text = new StringBuilder();
    for (Code statement : Statements.of(function.withoutPragma())) {
      text.append(statement(statement, place, declared));
    }
    String last = text.toString().strip();
    text = new StringBuilder(last).append(last.endsWith(";") ? "\n" : ";\n");
    if (!function.result().isVoid()) {
      // Else a path that the function lacks would give null.
      text.append("RAISE EXCEPTION USING ERRCODE = '2F005', ");
      text.append("MESSAGE = 'control reached end of function without RETURN';\n");
    }
    return text.toString();
  }

  private String statement(Code statement, Place place, List<String> declared) {
    refuseWhatBlocksDoNotHave(statement, declared);
    int last = statement.size() - 1;
    if (statement.isAt(0, "DECLARE")) {
      return declarations(statement, place, declared);
    }
    if (statement.isAt(0, "RETURN")) {
      return returning(statement.part(1, last), place);
    }
    if (statement.isAt(0, "PERFORM")) {
      Code what = statement.part(1, last);
      return Call.isAll(what) ? call(what, place, null, "") : inline(statement, place);
    }
    int assign = statement.find(0, ":=");
    if (assign < statement.size()) {
      Code value = statement.part(assign + 1, last);
      String target = inline(statement.part(0, assign), place);
      return Call.isAll(value)
          ? "\n" + call(value, place, target.strip(), "")
          : inline(statement, place);
    }
    if (!statement.get(0).isAnyOf(PLAIN)) {
      throw statement.refused("a statement that is not known");
    }
    return inline(statement, place);
  }

  private static void refuseWhatBlocksDoNotHave(Code statement, List<String> declared) {
    for (int i = 0; i < statement.size(); i++) {
      boolean isFound =
          statement.isAt(i, "found")
              && !declared.contains("found")
              && !statement.isAnyAt(i - 1, "FROM", "JOIN", ".", ",")
              && !statement.isAnyAt(i + 1, "AS", ".");
      if (isFound && !statement.isAt(0, "DECLARE")) {
        throw statement.refused("FOUND, which all functions of a block share");
      }
      if (statement.isAt(i, "PG_CONTEXT")) {
        throw statement.refused("the context, which is another one in a block");
      }
    }
  }

  private String returning(Code value, Place place) {
    String exit = "EXIT " + place.label() + ";\n";
    if (value.isEmpty()) {
      return "\n" + exit;
    }
    if (value.isAnyAt(0, "QUERY", "NEXT")) {
      throw value.refused("RETURN of rows");
    }
    if (Call.isAll(value)) {
      return "\n" + call(value, place, place.result(), exit);
    }
    return "\n" + place.result() + " :=" + inline(value, place) + ";\n" + exit;
  }

  private String call(Code code, Place place, String target, String then) {
    Call call = Call.read(code, 0, definitions);
    List<String> arguments = new ArrayList<>();
    call.arguments().forEach(argument -> arguments.add(inline(argument, place).strip()));
    return "\n" + block(call.function(), arguments, place.frame(), target, then);
  }

  private String declarations(Code statement, Place place, List<String> declared) {
    StringBuilder text = new StringBuilder("DECLARE");
    for (int from = 1; from < statement.size(); ) {
      int end = statement.find(from, ";");
      Code declaration = statement.part(from, end);
      int value = declaration.find(0, ":=", "=", "DEFAULT");
      int type = declaration.isAt(1, "CONSTANT") ? 2 : 1;
      if (value <= type || !declaration.get(0).isName()) {
        throw declaration.refused("not a plain declaration");
      }
      declared.add(declaration.get(0).text());
      text.append(declaration.part(0, type).text()).append(' ');
      text.append(type(declaration.part(type, value), place.frame()));
      text.append(inline(declaration.from(value), place)).append(';');
      from = end + 1;
    }
    return text.toString();
  }

  /** A block is compiled under its caller's search_path, whatever is set in it. */
  private static String type(Code type, Frame frame) {
    return frame.isPinned() ? Types.qualified(type) : Types.written(type);
  }

  private String inline(Code code, Place place) {
    return expressions.inline(code, place.frame());
  }
}
