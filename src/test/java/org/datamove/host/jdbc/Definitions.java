package org.datamove.host.jdbc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.datamove.sql.SqlFunction;

/** The functions of some scripts, each read when it is asked for. */
final class Definitions {
  private static final String[] PROPERTIES = {
    "RETURNS", "LANGUAGE", "IMMUTABLE", "STABLE", "VOLATILE", "STRICT", "SECURITY", "SET", "AS"
  };

  private final Map<String, List<SqlFunction>> functions;

  Definitions(String scripts) {
    functions = SqlFunction.of(scripts).stream().collect(Collectors.groupingBy(SqlFunction::name));
  }

  /**
   * A function by its name.
   *
   * @param caller the function that calls it
   * @throws LinkException when there is none or more than one, or it has what the linker does not
   *     know
   */
  Definition get(String name, String caller) {
    List<SqlFunction> found = functions.getOrDefault("datamove." + name, List.of());
    if (found.size() != 1) {
      throw new LinkException(
          caller, found.isEmpty() ? "no such function" : "more than one function of a name", name);
    }
    SqlFunction function = found.get(0);
    return new Reader(name, Lexer.read(name, "(" + function.head()))
        .read(Lexer.read(name, function.text()));
  }

  /** Reads what stands before a body. */
  private static final class Reader {
    private final String name;
    private final Code head;
    private final int endOfParameters;
    private Definition.Result result;
    private String language = "";
    private boolean isStrict;
    private final Map<String, String> settings = new LinkedHashMap<>();

    Reader(String name, Code head) {
      this.name = name;
      this.head = head;
      this.endOfParameters = head.closing(0);
    }

    Definition read(Code body) {
      for (int from = endOfParameters + 1; from < head.size() && !head.isAt(from, "AS"); ) {
        int end = head.find(from + 1, PROPERTIES);
        property(head.part(from, end));
        from = end;
      }
      List<Definition.Parameter> parameters =
          head.part(1, endOfParameters).list().stream().map(Reader::parameter).toList();
      if (result == null || !(language.equals("sql") || language.equals("plpgsql"))) {
        throw head.refused("a function without a result or in another language");
      }
      return new Definition(
          name, parameters, result, isStrict, settings, language.equals("sql"), body);
    }

    private void property(Code property) {
      Code value = property.from(1);
      if (property.isAt(0, "RETURNS") && property.size() > 1) {
        result = result(value);
      } else if (property.isAt(0, "LANGUAGE") && property.size() == 2) {
        language = value.text().strip();
      } else if (property.isAt(0, "STRICT") && property.size() == 1) {
        isStrict = true;
      } else if (property.isAt(0, "SET") && property.isAt(2, "=") && property.size() > 3) {
        settings.put(property.get(1).text(), setting(property.from(3)));
      } else if (!property.get(0).isAnyOf("IMMUTABLE", "STABLE", "VOLATILE")
          || property.size() > 1) {
        throw property.refused("a property that anonymous blocks do not have");
      }
    }

    private static String setting(Code value) {
      if (!value.text().strip().matches("\\w+(, \\w+)*")) {
        throw value.refused("not a plain value of a setting");
      }
      return value.text().strip();
    }

    private static Definition.Result result(Code type) {
      if (!type.isAt(0, "TABLE")) {
        return new Definition.Result(Types.qualified(type), List.of());
      }
      if (!type.isAt(1, "(") || type.closing(1) != type.size() - 1) {
        throw type.refused("not the columns of a result");
      }
      List<String> columns = new ArrayList<>();
      for (Code column : type.part(2, type.size() - 1).list()) {
        columns.add(parameter(column).name());
      }
      return new Definition.Result(null, columns);
    }

    private static Definition.Parameter parameter(Code parameter) {
      if (parameter.size() < 2
          || !parameter.get(0).isName()
          || parameter.isAnyAt(0, "IN", "OUT", "INOUT", "VARIADIC")) {
        throw parameter.refused("not a plain parameter for input");
      }
      return new Definition.Parameter(parameter.get(0).text(), Types.qualified(parameter.from(1)));
    }
  }
}
