package org.datamove.type.alter;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.datamove.type.text.JsonText;

/**
 * Finds what jsonb drops of a JSON value: of keys that come twice in an object all but the last.
 */
public final class JsonRepeats implements AlteredRule {
  /** What stands for an array among the keys of objects. */
  private static final Set<String> ARRAY = Set.of();

  private final JsonText ordered = JsonText.ordered();

  /** Whether it surely has no such key; false as soon as the keys of an object are not in order. */
  boolean areOrdered(byte[] buf, int from, int to) {
    return ordered.check(buf, from, to) == to;
  }

  /** The message about a valid JSON value; null where no key comes twice. */
  @Override
  public String alteration(byte[] buf, int from, int to) {
    return areOrdered(buf, from, to) ? null : repeated(buf, from, to);
  }

  private static String repeated(byte[] buf, int from, int to) {
    Deque<Set<String>> open = new ArrayDeque<>();
    boolean key = false;
    for (int p = from; p < to; p++) {
      switch (buf[p]) {
        case '{' -> {
          open.push(new HashSet<>());
          key = true;
        }
        case '[' -> {
          open.push(ARRAY);
          key = false;
        }
        case '}', ']' -> open.poll();
        case ',' -> key = open.peek() != ARRAY;
        case ':' -> key = false;
        case '"' -> {
          int start = p + 1;
          p = stringEnd(buf, start, to);
          if (key && open.peek() != null) {
            String name = unescaped(new String(buf, start, p - start, StandardCharsets.UTF_8));
            if (!open.peek().add(name)) {
              return "of a repeated key only the last value is kept";
            }
          }
        }
        default -> {}
      }
    }
    return null;
  }

  private static String unescaped(String key) {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      if (c != '\\' || i + 1 == key.length()) {
        name.append(c);
        continue;
      }
      c = key.charAt(++i);
      int known = "bfnrt".indexOf(c);
      if (c == 'u' && i + 4 < key.length()) {
        name.append((char) Integer.parseInt(key, i + 1, i + 5, 16));
        i += 4;
      } else {
        name.append(known < 0 ? c : "\b\f\n\r\t".charAt(known));
      }
    }
    return name.toString();
  }

  private static int stringEnd(byte[] buf, int from, int to) {
    int p = from;
    while (p < to && buf[p] != '"') {
      p += buf[p] == '\\' ? 2 : 1;
    }
    return Math.min(p, to);
  }
}
