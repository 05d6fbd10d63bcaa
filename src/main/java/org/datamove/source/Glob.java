package org.datamove.source;

import java.util.regex.Pattern;

/**
 * A pattern of names as a shell reads it (POSIX.1-2017, Shell and Utilities, 2.13): {@code *}
 * stands for any characters, {@code ?} for one, {@code [a-c]} and {@code [!a-c]} for one of a set;
 * none of them stands for a slash. A backslash takes the next character as it is. A bracket that is
 * not closed is an ordinary character.
 */
public final class Glob {
  private final Pattern regex;

  private Glob(Pattern regex) {
    this.regex = regex;
  }

  /** Whether a text has characters that make it a pattern. */
  public static boolean isPattern(String text) {
    return !prefix(text).equals(text);
  }

  /** What every match begins with: the text before the first character that makes it a pattern. */
  public static String prefix(String text) {
    for (int i = 0; i < text.length(); i++) {
      if ("*?[\\".indexOf(text.charAt(i)) >= 0) {
        return text.substring(0, i);
      }
    }
    return text;
  }

  /** A pattern for whole names or paths. */
  public static Glob of(String text) {
    StringBuilder regex = new StringBuilder();
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      int close = c == '[' ? closing(text, i) : -1;
      if (close > 0) {
        set(text.substring(i + 1, close), regex);
        i = close;
      } else if (c == '*') {
        regex.append("[^/]*");
      } else if (c == '?') {
        regex.append("[^/]");
      } else {
        i += c == '\\' && i + 1 < text.length() ? 1 : 0;
        literal(text.charAt(i), regex);
      }
      i++;
    }
    return new Glob(Pattern.compile(regex.toString(), Pattern.DOTALL));
  }

  /** Where a set ends; a bracket right at its start belongs to it. -1 where it does not end. */
  private static int closing(String text, int open) {
    int first = open + 1;
    if (first < text.length() && text.charAt(first) == '!') {
      first++;
    }
    int close = text.indexOf(']', first + 1);
    return close < 0 || text.substring(open, close).indexOf('/') >= 0 ? -1 : close;
  }

  private static void set(String members, StringBuilder regex) {
    boolean negated = members.startsWith("!");
    regex.append(negated ? "[^/" : "[");
    for (int i = negated ? 1 : 0; i < members.length(); i++) {
      char c = members.charAt(i);
      boolean range = i + 2 < members.length() && members.charAt(i + 1) == '-';
      if (range && c <= members.charAt(i + 2)) {
        literal(c, regex);
        regex.append('-');
        literal(members.charAt(i + 2), regex);
        i += 2;
      } else {
        literal(c, regex);
      }
    }
    regex.append(']');
  }

  private static void literal(char c, StringBuilder regex) {
    boolean word = Character.isLetterOrDigit(c) || Character.isSurrogate(c);
    regex.append(word ? "" : "\\").append(c);
  }

  /** Whether a whole name is one of those that the pattern stands for. */
  public boolean matches(String name) {
    return regex.matcher(name).matches();
  }
}
