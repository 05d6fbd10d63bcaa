package org.datamove.type;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** JSON texts, most of them as jsonb prints them but for white space. */
final class RandomJson {
  private static final List<String> NUMBERS =
      List.of("0", "1", "-5", "1.50", "0.001", "12345678901234567890", "-0", "1e5", "2E-3", "-0.0");
  private static final List<String> CHARACTERS =
      List.of(
          "a", "b", "Z", "0", " ", "é", "日", "😀", "\\\"", "\\\\", "\\n", "\\t", "\\b", "\\f",
          "\\u0001", "\\u001f", "\\r", "\u007f", "'");
  private static final List<String> ODD =
      List.of("\\/", "\\u00e9", "\\u0041", "\\u001F", "\\ud83d\\ude00", "\\ud83d", "\\u0000");

  private final Random random;

  RandomJson(Random random) {
    this.random = random;
  }

  /** An object or an array. */
  String value() {
    String value = random.nextBoolean() ? object(3) : array(3);
    return random.nextInt(8) == 0 ? blank() + value + blank() : value;
  }

  private String any(int depth) {
    return switch (random.nextInt(depth == 0 ? 4 : 6)) {
      case 0 -> oneOf(NUMBERS.subList(0, random.nextInt(8) == 0 ? NUMBERS.size() : 6));
      case 1 -> oneOf(List.of("true", "false", "null"));
      case 2, 3 -> string();
      case 4 -> object(depth - 1);
      default -> array(depth - 1);
    };
  }

  private String object(int depth) {
    List<String> keys = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      keys.add(random.nextInt(3) == 0 ? string() : "\"" + (char) ('a' + random.nextInt(4)) + "\"");
    }
    if (random.nextInt(8) != 0) {
      keys = new ArrayList<>(keys.stream().distinct().toList());
      keys.sort(Comparator.comparing(String::length).thenComparing(Comparator.naturalOrder()));
    }
    List<String> members = new ArrayList<>();
    for (String key : keys) {
      members.add(blank() + key + blank() + ":" + blank() + any(depth));
    }
    return "{" + String.join(",", members) + blank() + "}";
  }

  private String array(int depth) {
    List<String> elements = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      elements.add(blank() + any(depth) + blank());
    }
    return "[" + String.join(",", elements) + "]";
  }

  private String string() {
    StringBuilder string = new StringBuilder("\"");
    for (int i = random.nextInt(5); i > 0; i--) {
      string.append(oneOf(random.nextInt(40) == 0 ? ODD : CHARACTERS));
    }
    return string.append('"').toString();
  }

  private String blank() {
    return oneOf(List.of("", "", "", " ", "  ", "\n", "\t"));
  }

  private String oneOf(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
