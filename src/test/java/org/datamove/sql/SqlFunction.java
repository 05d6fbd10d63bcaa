package org.datamove.sql;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A function that a script creates.
 *
 * @param name with its schema, as the script writes it
 * @param head from its parameters to its body
 * @param text its body, comments and all
 */
public record SqlFunction(String name, String head, String text) {
  private static final Pattern CREATED =
      Pattern.compile("(?s)CREATE OR REPLACE FUNCTION (\\S+?)\\((.*?)(\\$\\w*\\$)(.*?)\\3;");
  private static final Pattern DEFINER = Pattern.compile("\\bSECURITY DEFINER\\b");
  private static final Pattern OWN_PATH = Pattern.compile("\\bSET search_path\\b");

  /** All those of some scripts, in their order. */
  public static List<SqlFunction> of(String scripts) {
    return CREATED
        .matcher(scripts)
        .results()
        .map(found -> new SqlFunction(found.group(1), found.group(2), found.group(4)))
        .toList();
  }

  /** Whether names in it are looked up where its caller says. */
  boolean isOnCallersPath() {
    return !OWN_PATH.matcher(head).find();
  }

  /** Whether it has its owner's rights. */
  boolean isDefiner() {
    return DEFINER.matcher(head).find();
  }

  /** The body without comments. */
  String code() {
    return text.replaceAll("--[^\n]*", "");
  }

  /** The body without comments, each literal empty. */
  String codeWithoutLiterals() {
    return code().replaceAll("'(?:[^']|'')*'", "''");
  }
}
