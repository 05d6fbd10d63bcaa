package org.datamove.error;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Texts for people as a terminal may show them. What comes from a file may hold control characters,
 * which a terminal obeys, and characters that turn the direction of writing or are not seen: they
 * are shown as JSON writes them, {@code \n} and {@code \u001B}.
 */
public final class ShownText {
  /** The members of results and errors that are texts; all others are data and stay as they are. */
  private static final Set<String> TEXTS =
      Set.of("message", "detail", "hint", "text", "title", "note", "warnings");

  /** The text of several lines. */
  private static final String DETAIL = "detail";

  private ShownText() {}

  /** A text that is one line, or a part of one; null for null. */
  public static String of(String text) {
    return shown(text, false);
  }

  /** A text of several lines; null for null. */
  public static String ofLines(String text) {
    return shown(text, true);
  }

  private static String shown(String text, boolean lines) {
    if (text == null || !isHidden(text, lines)) {
      return text;
    }
    StringBuilder shown = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); ) {
      int character = text.codePointAt(i);
      int next = i + Character.charCount(character);
      if (!isHidden(character, lines)) {
        shown.appendCodePoint(character);
      } else if (character == '\n') {
        shown.append("\\n");
      } else if (character == '\r') {
        shown.append("\\r");
      } else {
        for (; i < next; i++) {
          shown.append(String.format(Locale.ROOT, "\\u%04X", (int) text.charAt(i)));
        }
      }
      i = next;
    }
    return shown.toString();
  }

  private static boolean isHidden(String text, boolean lines) {
    for (int i = 0; i < text.length(); ) {
      int character = text.codePointAt(i);
      if ((character < ' ' || character > '~') && isHidden(character, lines)) {
        return true;
      }
      i += Character.charCount(character);
    }
    return false;
  }

  private static boolean isHidden(int character, boolean lines) {
    return switch (Character.getType(character)) {
      case Character.CONTROL -> character != '\t' && !(lines && character == '\n');
      case Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }

  /**
   * A result or an error, as JSON, with all texts in it as they may be shown.
   *
   * @return the same object where nothing in it is hidden
   */
  @SuppressWarnings("unchecked") // of the same shape
  public static Map<String, Object> of(Map<String, Object> json) {
    return isHidden(null, json) ? (Map<String, Object>) shown(null, json) : json;
  }

  private static boolean isHidden(String key, Object json) {
    if (json instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> member : map.entrySet()) {
        if (isHidden((String) member.getKey(), member.getValue())) {
          return true;
        }
      }
    } else if (json instanceof List<?> list) {
      for (Object element : list) {
        if (isHidden(key, element)) {
          return true;
        }
      }
    } else if (json instanceof String text && key != null && TEXTS.contains(key)) {
      return isHidden(text, key.equals(DETAIL));
    }
    return false;
  }

  private static Object shown(String key, Object json) {
    if (json instanceof Map<?, ?> map) {
      Map<Object, Object> shown = new LinkedHashMap<>();
      map.forEach((name, value) -> shown.put(name, shown((String) name, value)));
      return shown;
    }
    if (json instanceof List<?> list) {
      return list.stream().map(element -> shown(key, element)).toList();
    }
    return json instanceof String text && key != null && TEXTS.contains(key)
        ? shown(text, key.equals(DETAIL))
        : json;
  }
}
