package org.datamove.type;

import java.util.List;
import java.util.Random;

/**
 * Texts that resemble given ones: parts of them put together, with other figures, and damaged. The
 * same seed gives the same texts.
 */
final class MutatedValues {
  private static final String ALPHABET = " 0123456789-+.,:;/eEt'\"\\(){}[]<>@%$\u00e9\u20ac\n";

  private final Random random;

  MutatedValues(long seed) {
    random = new Random(seed);
  }

  /** A text made of a type's values. */
  String like(List<String> values) {
    String value = oneOf(values);
    int changes = random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      value = changed(value, values);
    }
    return value;
  }

  private String changed(String value, List<String> values) {
    int[] points = value.codePoints().toArray();
    int at = random.nextInt(points.length + 1);
    int next = Math.min(points.length, at + 1);
    String head = new String(points, 0, at);
    String tail = new String(points, at, points.length - at);
    String rest = new String(points, next, points.length - next);
    int other = ALPHABET.codePointAt(random.nextInt(ALPHABET.length()));
    return switch (random.nextInt(7)) {
      case 0 -> head + Character.toString(other) + tail;
      case 1 -> head + rest;
      case 2 -> head + Character.toString(other) + rest;
      case 3 -> otherFigures(value);
      case 4 -> head + oneOf(values) + tail;
      case 5 -> head + end(oneOf(values));
      default -> random.nextBoolean() ? " " + value : value + " ";
    };
  }

  private String otherFigures(String value) {
    StringBuilder text = new StringBuilder(value);
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= '0' && text.charAt(i) <= '9' && random.nextInt(3) == 0) {
        text.setCharAt(i, (char) ('0' + random.nextInt(10)));
      }
    }
    return text.toString();
  }

  private String end(String value) {
    int[] points = value.codePoints().toArray();
    int from = random.nextInt(points.length + 1);
    return new String(points, from, points.length - from);
  }

  private String oneOf(List<String> values) {
    return values.get(random.nextInt(values.size()));
  }
}
