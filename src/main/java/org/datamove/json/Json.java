package org.datamove.json;

import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import com.grack.nanojson.JsonWriter;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads and writes JSON text as maps, lists, strings, numbers, booleans and nulls. */
public final class Json {
  private static final String NUL = "\\u0000";

  private Json() {}

  /**
   * Reads a JSON object.
   *
   * @param text the document, not null
   * @return the members in the document's order; a JSON null is a null value
   * @throws IllegalArgumentException if the text is not a JSON object
   */
  public static Map<String, Object> object(String text) {
    try {
      return JsonParser.object().from(text);
    } catch (JsonParserException e) {
      throw new IllegalArgumentException("not a JSON object: " + e.getMessage(), e);
    }
  }

  /**
   * Writes a value as JSON on one line.
   *
   * @param value a map, list, string, number, boolean or null; a NUL character inside a string is
   *     written as U+FFFD, because PostgreSQL's jsonb cannot hold it
   * @return the document
   */
  public static String write(Object value) {
    String json = JsonWriter.string(value);
    return json.contains(NUL) ? withoutNul(json) : json;
  }

  /**
   * The same document without escapes for characters beyond ASCII, of which a database in SQL_ASCII
   * knows none.
   */
  public static String withoutEscapes(String json) {
    StringBuilder text = new StringBuilder(json.length());
    for (int i = 0; i < json.length(); ) {
      boolean escape = json.charAt(i) == '\\';
      boolean number = escape && json.charAt(i + 1) == 'u';
      int character = number ? Integer.parseInt(json, i + 2, i + 6, 16) : 0;
      int end = i + (character >= 0x80 ? 6 : escape ? 2 : 1);
      if (character >= 0x80) {
        text.append((char) character);
      } else {
        text.append(json, i, end);
      }
      i = end;
    }
    return text.toString();
  }

  /**
   * Writes a value as PostgreSQL writes jsonb, with a blank behind each comma and colon.
   *
   * @param value as for {@link #write}; an object's members stay in its order
   * @return the document
   */
  public static String spaced(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(member -> write(member.getKey()) + ": " + spaced(member.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (value instanceof Collection<?> list) {
      return list.stream().map(Json::spaced).collect(Collectors.joining(", ", "[", "]"));
    }
    return write(value);
  }

  /** The escape stands for a NUL only where its backslash is not itself escaped. */
  private static String withoutNul(String json) {
    StringBuilder text = new StringBuilder(json.length());
    for (int i = 0; i < json.length(); i++) {
      if (json.startsWith(NUL, i)) {
        text.append('\uFFFD');
        i += NUL.length() - 1;
      } else {
        text.append(json.charAt(i));
        if (json.charAt(i) == '\\') {
          text.append(json.charAt(++i));
        }
      }
    }
    return text.toString();
  }

  /**
   * A member that is an object.
   *
   * @return the object, or an empty one where the member is absent or null
   */
  @SuppressWarnings("unchecked")
  public static Map<String, Object> map(Map<String, Object> object, String key) {
    Object value = object.get(key);
    return value == null ? Map.of() : (Map<String, Object>) value;
  }

  /**
   * A member that is an array.
   *
   * @return the elements, or an empty list where the member is absent or null
   */
  @SuppressWarnings("unchecked")
  public static <T> List<T> list(Map<String, Object> object, String key) {
    Object value = object.get(key);
    return value == null ? List.of() : (List<T>) value;
  }

  /** A member as text, or null where it is absent or null. */
  public static String text(Map<String, Object> object, String key) {
    Object value = object.get(key);
    return value == null ? null : value.toString();
  }

  /** A member as a boolean; false where it is absent or null. */
  public static boolean flag(Map<String, Object> object, String key) {
    return Boolean.TRUE.equals(object.get(key));
  }

  /** A member as a whole number, or the default where it is absent or null. */
  public static long number(Map<String, Object> object, String key, long defaultValue) {
    return object.get(key) instanceof Number number ? number.longValue() : defaultValue;
  }
}
