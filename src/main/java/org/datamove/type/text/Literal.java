package org.datamove.type.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.datamove.type.PgType;

/**
 * The parts of values that consist of others (manual, "Array Input and Output Syntax", "Range
 * Input/Output", "Composite Type Input and Output Syntax"). Of a text that is no such value some
 * parts are found, or none. NULL is null.
 */
public final class Literal {
  private final String text;
  private int p;

  private Literal(String text) {
    this.text = text;
  }

  private boolean more() {
    return p < text.length();
  }

  /**
   * Reads up to one of some characters outside quotes.
   *
   * @param doubled whether a quote may be written twice, too
   * @return what stands there without its quotes; null where nothing does
   */
  private String token(String ends, boolean doubled, boolean trimmed) {
    StringBuilder token = new StringBuilder();
    boolean quoted = false;
    boolean inside = false;
    int kept = 0;
    for (; more() && (inside || ends.indexOf(text.charAt(p)) < 0); p++) {
      char c = text.charAt(p);
      if (c == '\\' && p + 1 < text.length()) {
        token.append(text.charAt(++p));
        kept = token.length();
      } else if (c == '"' && inside && doubled && text.startsWith("\"\"", p)) {
        token.append(c);
        p++;
        kept = token.length();
      } else if (c == '"') {
        inside = !inside;
        quoted = true;
        kept = token.length();
      } else if (inside || !trimmed || !isSpace(c)) {
        token.append(c);
        kept = token.length();
      } else if (token.length() > 0 || quoted) {
        token.append(c);
      }
    }
    token.setLength(trimmed ? kept : token.length());
    return token.isEmpty() && !quoted
        ? null
        : !quoted && trimmed && token.toString().equalsIgnoreCase("NULL") ? null : token.toString();
  }

  private static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  /** The elements of an array, of all its dimensions. */
  public static List<String> array(String text, char delimiter) {
    int open = text.indexOf('{');
    List<String> elements = new ArrayList<>();
    if (open < 0) {
      return elements;
    }
    Literal literal = new Literal(text);
    literal.p = open;
    String ends = "{}" + delimiter;
    boolean atElement = false;
    while (literal.more()) {
      char c = text.charAt(literal.p);
      if (c == '{' || c == delimiter) {
        atElement = true;
        literal.p++;
      } else if (c == '}') {
        atElement = false;
        literal.p++;
      } else {
        int start = literal.p;
        String token = literal.token(ends, false, true);
        if (atElement && !text.substring(start, literal.p).isBlank()) {
          elements.add(token);
        }
        atElement = false;
      }
    }
    return elements;
  }

  /** The fields of a row. */
  public static List<String> composite(String text) {
    int open = text.indexOf('(');
    int close = text.lastIndexOf(')');
    List<String> fields = new ArrayList<>();
    if (open < 0 || close < open) {
      return fields;
    }
    Literal literal = new Literal(text.substring(0, close));
    literal.p = open;
    while (literal.more()) {
      literal.p++;
      fields.add(literal.token(",", true, false));
    }
    return fields;
  }

  /** The two bounds of a range, null where there is none; nothing where it is empty. */
  public static List<String> range(String text) {
    String bounds = text.strip();
    if (bounds.length() < 3 || "[(".indexOf(bounds.charAt(0)) < 0) {
      return List.of();
    }
    Literal literal = new Literal(bounds.substring(1, bounds.length() - 1));
    List<String> both = new ArrayList<>();
    both.add(literal.token(",", true, false));
    literal.p++;
    both.add(literal.token("", true, false));
    return both;
  }

  /** The ranges of a multirange. */
  public static List<String> ranges(String text) {
    List<String> ranges = new ArrayList<>();
    boolean inside = false;
    int start = -1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      inside ^= c == '"';
      i += c == '\\' ? 1 : 0;
      if (!inside && start < 0 && (c == '[' || c == '(')) {
        start = i;
      } else if (!inside && start >= 0 && (c == ']' || c == ')')) {
        ranges.add(text.substring(start, i + 1));
        start = -1;
      }
    }
    return ranges;
  }

  /** The pairs of an hstore by key; one more where a key comes twice. */
  public static Map<String, String> pairs(String text) {
    Map<String, String> pairs = new TreeMap<>();
    Literal literal = new Literal(text);
    while (literal.more()) {
      String key = literal.token("=", false, true);
      literal.p += 2;
      String value = literal.token(",", false, true);
      literal.p++;
      if (key != null && pairs.put(key, String.valueOf(value)) != null) {
        pairs.put(key + " twice", key);
      }
    }
    return pairs;
  }

  /** The texts of a value in which dates may stand: the value, or the parts that hold dates. */
  static List<String> dates(PgType type, String value) {
    if (type.parts().isEmpty()) {
      return type.holdsDates() ? List.of(value) : List.of();
    }
    List<String> parts =
        switch (type.kind()) {
          case 'r' -> range(value);
          case 'm' -> ranges(value);
          case 'c' -> composite(value);
          default -> array(value, type.delimiter());
        };
    List<String> dates = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i) != null) {
        PgType part = type.parts().get(Math.min(i, type.parts().size() - 1));
        dates.addAll(dates(part, parts.get(i)));
      }
    }
    return dates;
  }
}
