package org.datamove.host.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits a text of SQL or plpgsql into tokens; comments become white space. */
final class Lexer {
  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Pattern LINE_COMMENT = Pattern.compile("--[^\n]*");
  private static final Pattern COMMENT = Pattern.compile("(?s)/\\*(?:(?!/\\*).)*?\\*/");

  /** By kind, in the order in which they are tried. */
  private static final List<Rule> RULES =
      List.of(
          new Rule(Token.Kind.LITERAL, "(?s)[eE]'(?:[^'\\\\]|''|\\\\.)*'"),
          new Rule(Token.Kind.LITERAL, "'(?:[^'\\\\]|'')*'"),
          new Rule(Token.Kind.WORD, "[\\p{L}_][\\p{L}\\d_$]*"),
          new Rule(Token.Kind.QUOTED, "\"(?:[^\"]|\"\")+\""),
          new Rule(Token.Kind.NUMBER, "\\d+(?:\\.\\d+)?(?:[eE][-+]?\\d+)?"),
          new Rule(Token.Kind.PARAMETER, "\\$\\d+"),
          new Rule(Token.Kind.SYMBOL, "::|:=|=>|\\.\\.|[-+*/<>=~!@#%^&|`?:;,.()\\[\\]]"));

  private final String function;
  private final String text;
  private int place;

  private Lexer(String function, String text) {
    this.function = function;
    this.text = text;
  }

  private record Rule(Token.Kind kind, Pattern pattern) {
    Rule(Token.Kind kind, String pattern) {
      this(kind, Pattern.compile(pattern));
    }
  }

  /**
   * The tokens of a text.
   *
   * @param function whose text it is
   * @throws LinkException where there is none, such as at a literal with a backslash that is not
   *     {@code E'…'}, or in quotes of dollars
   */
  static Code read(String function, String text) {
    Lexer lexer = new Lexer(function, text);
    List<Token> tokens = new ArrayList<>();
    for (String before = lexer.skip(); lexer.place < text.length(); before = lexer.skip()) {
      tokens.add(lexer.next(before));
    }
    return new Code(function, tokens);
  }

  private String skip() {
    StringBuilder space = new StringBuilder();
    for (boolean found = true; found; ) {
      found = false;
      String blank = match(SPACE);
      if (blank != null) {
        space.append(blank);
        found = true;
      }
      if (match(LINE_COMMENT) != null || match(COMMENT) != null) {
        space.append(' ');
        found = true;
      }
    }
    return space.toString();
  }

  private Token next(String before) {
    if (!text.startsWith("/*", place)) {
      for (Rule rule : RULES) {
        String found = match(rule.pattern());
        if (found != null) {
          return new Token(rule.kind(), before, found);
        }
      }
    }
    throw new LinkException(
        function, "no token", text.substring(place, Math.min(place + 40, text.length())));
  }

  private String match(Pattern pattern) {
    Matcher matcher = pattern.matcher(text).region(place, text.length());
    if (!matcher.lookingAt()) {
      return null;
    }
    place = matcher.end();
    return matcher.group();
  }
}
