package org.datamove.engine;

import java.util.Random;

/**
 * A small file of columns whose types are drawn at random; with {@code !} behind a type its column
 * takes no NULL. The same seed gives the same file.
 */
final class RandomTypedFile {
  private final Random random;
  private final String[] types;

  RandomTypedFile(long seed) {
    random = new Random(seed);
    types = new String[2 + random.nextInt(4)];
    for (int i = 0; i < types.length; i++) {
      types[i] = pick("text", "text", "text", "int!", "int", "numeric", "date");
    }
  }

  String[] types() {
    return types.clone();
  }

  /** The file, with a header. */
  String text() {
    StringBuilder file = new StringBuilder("c0");
    for (int i = 1; i < types.length; i++) {
      file.append(",c").append(i);
    }
    for (int row = 2 + random.nextInt(4); row >= 0; row--) {
      file.append('\n');
      for (int i = 0; i < types.length; i++) {
        file.append(i == 0 ? "" : ",").append(field(types[i]));
      }
    }
    return file.append('\n').toString();
  }

  private String field(String type) {
    return switch (type) {
      case "int!" -> Integer.toString(random.nextInt(200));
      case "int" -> pick("", "7", "12");
      case "numeric" -> pick("", "1.5", "20");
      case "date" -> pick("", "2024-01-05", "\"2023-12-31\"");
      default ->
          pick(
              "",
              "",
              "\"\"",
              "Ann",
              "x y",
              "5",
              "1",
              "\"Bo\"",
              "\"a, b\"",
              "\"say \"\"hi\"\"\"",
              "\"5\"\" disk\"",
              "\"two\nlines\"",
              "\"1,2\n3,4\"");
    };
  }

  private String pick(String... values) {
    return values[random.nextInt(values.length)];
  }
}
