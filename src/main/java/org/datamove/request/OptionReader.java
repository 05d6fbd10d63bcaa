package org.datamove.request;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.datamove.error.RequestException;
import org.datamove.json.Json;

/** Takes named options out of the caller's object and refuses what nobody asked for. */
final class OptionReader {
  private final Map<String, Object> json;
  private final TreeSet<String> known = new TreeSet<>();

  OptionReader(Map<String, Object> json) {
    this.json = json;
  }

  void known(String name) {
    known.add(name);
  }

  void refuseUnknown() {
    for (String name : json.keySet()) {
      if (!known.contains(name)) {
        throw RequestException.invalid(
            "unknown option \"" + name + "\"",
            null,
            Spelling.hint(name, known) + "Options are: " + join(known) + ".");
      }
    }
  }

  String text(String name, String defaultValue) {
    known.add(name);
    Object value = json.get(name);
    if (value == null) {
      return defaultValue;
    }
    if (value instanceof String text) {
      return text;
    }
    throw wrong(name, value, "It takes a string.");
  }

  boolean bool(String name, boolean defaultValue) {
    known.add(name);
    Object value = json.get(name);
    if (value == null) {
      return defaultValue;
    }
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw wrong(name, value, "It takes true or false.");
  }

  int integer(String name, int defaultValue, int least, int most) {
    known.add(name);
    Object value = json.get(name);
    if (value == null) {
      return defaultValue;
    }
    if ((value instanceof Integer || value instanceof Long)
        && ((Number) value).longValue() >= least
        && ((Number) value).longValue() <= most) {
      return ((Number) value).intValue();
    }
    throw wrong(name, value, "It takes a whole number from " + least + " to " + most + ".");
  }

  /** A number of rows, or a percentage such as {@code "2.5%"}. */
  RejectLimit rejectLimit() {
    known.add("reject_limit");
    Object value = json.get("reject_limit");
    if (value == null) {
      return RejectLimit.DEFAULT;
    }
    if (value instanceof Integer number && number >= 0) {
      return new RejectLimit(number, null);
    }
    if (value instanceof String text && text.matches("[0-9]{1,3}(\\.[0-9]{1,6})? ?%")) {
      double percent = Double.parseDouble(text.replace("%", "").trim());
      if (percent <= 100) {
        return new RejectLimit(null, percent);
      }
    }
    throw wrong(
        "reject_limit", value, "It takes a number of rows, or a percentage such as \"5%\".");
  }

  <E extends Enum<E>> E choice(String name, Class<E> type, E defaultValue) {
    known.add(name);
    Object value = json.get(name);
    if (value == null) {
      return defaultValue;
    }
    List<String> words = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      String word = constant.name().toLowerCase(Locale.ROOT);
      if (word.equals(value)) {
        return constant;
      }
      words.add(word);
    }
    String meant = value instanceof String text ? Spelling.hint(text, words) : "";
    throw wrong(name, value, meant + "Values are: " + join(words) + ".");
  }

  Character character(String name, Character defaultValue) {
    known.add(name);
    if (!json.containsKey(name)) {
      return defaultValue;
    }
    Object value = json.get(name);
    if (value == null || "".equals(value) || "none".equals(value)) {
      return null;
    }
    if (value instanceof String text && text.length() == 1 && !"\r\n".contains(text)) {
      return text.charAt(0);
    }
    throw wrong(name, value, "It takes one character, or \"none\".");
  }

  Character escape(EscapeDialect dialect) {
    Character given = character("escape", null);
    boolean usual = dialect == EscapeDialect.BACKSLASH && json.get("escape") == null;
    return usual ? Character.valueOf('\\') : given;
  }

  String delimiter() {
    String value = text("delimiter", "auto");
    if (value.isEmpty()) {
      throw wrong("delimiter", value, "It takes one or more characters, or \"auto\".");
    }
    return switch (value) {
      case "auto" -> null;
      case "tab", "\\t" -> "\t";
      default -> value;
    };
  }

  Charset charset(String name) {
    String value = text(name, null);
    if (value == null) {
      return null;
    }
    Charset charset = FileEncoding.named(value);
    if (charset == null) {
      throw wrong(
          name, value, "It takes a charset's name, such as UTF-8, ISO-8859-1 or windows-1252.");
    }
    return charset;
  }

  HeaderOption header() {
    known.add("header");
    Object value = json.get("header");
    if (value == null || Boolean.TRUE.equals(value)) {
      return new HeaderOption.Present();
    }
    if (Boolean.FALSE.equals(value)) {
      return new HeaderOption.Absent();
    }
    if (value instanceof List<?> list
        && !list.isEmpty()
        && list.stream().allMatch(String.class::isInstance)) {
      return new HeaderOption.Names(list.stream().map(String.class::cast).toList());
    }
    throw wrong("header", value, "It takes true, false, or an array of column names.");
  }

  /** The texts that stand for NULL. */
  List<String> nulls(String defaultValue) {
    known.add("null");
    Object value = json.get("null");
    if (value == null) {
      return List.of(defaultValue);
    }
    if (value instanceof String text) {
      return List.of(text);
    }
    if (value instanceof List<?> list
        && !list.isEmpty()
        && list.stream().allMatch(String.class::isInstance)) {
      return list.stream().map(String.class::cast).distinct().toList();
    }
    throw wrong("null", value, "It takes a string, or an array of strings.");
  }

  /** Names of the file's columns, each with the name that it gets. */
  Map<String, String> columns() {
    known.add("columns");
    Object value = json.get("columns");
    if (value == null) {
      return Map.of();
    }
    Map<String, String> columns = new LinkedHashMap<>();
    Map<String, String> byTarget = new HashMap<>();
    if (value instanceof Map<?, ?> pairs) {
      pairs.forEach(
          (from, to) -> {
            if (from instanceof String name && to instanceof String target && !target.isEmpty()) {
              columns.put(name, target);
              refuseSecond(byTarget.put(target, name), name, target);
            }
          });
      if (!columns.isEmpty() && columns.size() == pairs.size()) {
        return Collections.unmodifiableMap(columns);
      }
    }
    throw wrong(
        "columns", value, "It takes an object such as {\"name in the file\": \"table's column\"}.");
  }

  private static void refuseSecond(String first, String second, String target) {
    if (first != null) {
      throw RequestException.invalid(
          "option \"columns\" leads from both \""
              + first
              + "\" and \""
              + second
              + "\" to column \""
              + target
              + "\"",
          null,
          "Each column of the table takes one column of the file.");
    }
  }

  /** Names of columns, without repetitions; null where the option is not given. */
  List<String> updateColumns() {
    known.add("update_columns");
    Object value = json.get("update_columns");
    if (value == null) {
      return null;
    }
    if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
      return list.stream().map(String.class::cast).distinct().toList();
    }
    throw wrong("update_columns", value, "It takes an array of column names, such as [\"price\"].");
  }

  /** The index for new columns of vectors, or null. */
  VectorIndexOption vectorIndex() {
    known.add("vector_index");
    Object value = json.get("vector_index");
    return value == null ? null : VectorIndexOption.read(value);
  }

  static RequestException wrong(String name, Object value, String hint) {
    String shown = value instanceof String text ? text : Json.write(value);
    return RequestException.invalid(
        "invalid value for option \"" + name + "\": \"" + shown + "\"", null, hint);
  }

  private static String join(Iterable<String> words) {
    return String.join(", ", words);
  }
}
