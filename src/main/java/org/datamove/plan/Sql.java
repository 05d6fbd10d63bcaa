package org.datamove.plan;

import java.util.Collection;
import java.util.stream.Collectors;

/**
 * Names and literals as SQL text: the only way they enter a statement.
 *
 * <p>Quoting follows PostgreSQL's manual, "Lexical Structure": a name in double quotes, a literal
 * in single quotes, each with its own quote doubled; a literal with a backslash is written as an
 * escape string, so that it reads the same under either setting of standard_conforming_strings.
 */
public final class Sql {
  private Sql() {}

  /** A quoted identifier. */
  public static String name(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  /** A schema-qualified, quoted identifier. */
  public static String qualified(String schema, String name) {
    return name(schema) + "." + name(name);
  }

  /** Quoted identifiers with commas between. */
  public static String names(Collection<String> names) {
    return names.stream().map(Sql::name).collect(Collectors.joining(", "));
  }

  /** A string literal. */
  public static String literal(String text) {
    String doubled = text.replace("'", "''");
    return text.indexOf('\\') < 0
        ? "'" + doubled + "'"
        : " E'" + doubled.replace("\\", "\\\\") + "'";
  }
}
