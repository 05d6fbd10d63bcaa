package org.datamove.it;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;

/** A table's columns, and a CSV file for it that COPY accepts; the same for the same seed. */
final class RandomTable {

  private static final List<String> TYPES =
      List.of(
          "text",
          "text",
          "varchar(40)",
          "integer",
          "bigint",
          "numeric",
          "numeric(12,4)",
          "double precision",
          "boolean",
          "date",
          "timestamp",
          "timestamp(2)",
          "timestamptz",
          "time(3)",
          "smallint",
          "real",
          "char(5)",
          "bytea",
          "jsonb",
          "uuid");

  private static final String[] SNIPPETS = {
    "a", "Z", "0", " ", "\t", ",", ";", "\"", "'", "\\", "\\N", "\\.", "\n", "\r\n", "|", "é", "ß",
    "日本", "😀", "e\u0301", "\u0085", "\u2028", "\u00a0", "%s", "NULL", "null", "{}", "\u0001"
  };

  private final Random random;
  private final List<String> types = new ArrayList<>();
  private final String newline;

  RandomTable(long seed) {
    random = new Random(seed);
    int columns = 1 + random.nextInt(8);
    for (int i = 0; i < columns; i++) {
      types.add(TYPES.get(random.nextInt(TYPES.size())));
    }
    newline = random.nextInt(4) == 0 ? "\r\n" : "\n";
  }

  /** The columns as CREATE TABLE wants them. */
  String columns() {
    StringJoiner columns = new StringJoiner(", ");
    for (int i = 0; i < types.size(); i++) {
      columns.add("c" + i + " " + types.get(i));
    }
    return columns.toString();
  }

  /** A header and up to a few hundred records. */
  String csv() {
    StringBuilder csv = new StringBuilder();
    StringJoiner header = new StringJoiner(",");
    for (int i = 0; i < types.size(); i++) {
      header.add("c" + i);
    }
    csv.append(header);
    int rows = random.nextInt(8) == 0 ? 0 : random.nextInt(400);
    for (int row = 0; row < rows; row++) {
      csv.append(newline);
      StringJoiner fields = new StringJoiner(",");
      types.forEach(type -> fields.add(field(type)));
      csv.append(fields);
    }
    // A lone column's last NULL is nothing but its line's end.
    return types.size() == 1 || random.nextBoolean() ? csv + newline : csv.toString();
  }

  private String field(String type) {
    if (random.nextInt(6) == 0) {
      return "";
    }
    String value = value(type);
    boolean text = type.equals("text") || type.contains("char");
    boolean plain = value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    if (!text && plain && random.nextInt(4) > 0) {
      return value;
    }
    // A line of its own with \. ends the data of a COPY before PostgreSQL 18.
    if (plain && !value.isEmpty() && !value.equals("\\.") && random.nextBoolean()) {
      return value;
    }
    return "\"" + value.replace("\"", "\"\"") + "\"";
  }

  private String value(String type) {
    return switch (type) {
      case "integer" -> number(random.nextInt());
      case "bigint" -> number(random.nextLong());
      case "numeric" -> random.nextInt(100_000) + "." + random.nextInt(100_000);
      case "numeric(12,4)" -> random.nextInt(100_000) + "." + random.nextInt(100_000_000);
      case "double precision" -> floating();
      case "boolean" -> pick("true", "false", "t", "F", "yes", "off", "1", "0", "TRUE", " true ");
      case "date" ->
          "%04d-%02d-%02d"
              .formatted(1 + random.nextInt(3000), 1 + random.nextInt(12), 1 + random.nextInt(28));
      case "smallint" -> number(random.nextInt(65536) - 32768);
      case "real" ->
          pick("NaN", "-inf", "1.5", "0.1234567890123", Float.toString(random.nextFloat()));
      case "char(5)" -> pick("a", "abc  ", "é", "日本", "abcde", "abcde   ", " x");
      case "bytea" -> pick("\\x", "\\xDEADbeef", "plain", "a\\000b", "\\\\", "é");
      case "jsonb" -> pick("{}", "[1, 2.50]", "{\"b\":1, \"a\":null}", "\"é\"", " 1e2 ", "null");
      case "time(3)" -> timestamp().substring(11);
      case "timestamptz" -> timestamp() + pick("", "Z", "+02", "-08:30", " UTC", "+0530");
      case "timestamp", "timestamp(2)" -> timestamp();
      case "uuid" -> new java.util.UUID(random.nextLong(), random.nextLong()).toString();
      case "varchar(40)" -> text(6);
      default -> text(random.nextInt(20) == 0 ? 2000 : 12);
    };
  }

  private String timestamp() {
    return "%04d-%02d-%02d%s%02d:%02d:%02d.%d"
        .formatted(
            1800 + random.nextInt(400),
            1 + random.nextInt(12),
            1 + random.nextInt(28),
            pick(" ", "T"),
            random.nextInt(24),
            random.nextInt(60),
            random.nextInt(60),
            random.nextInt(10_000_000));
  }

  private String number(long value) {
    return switch (random.nextInt(8)) {
      case 0 -> " " + value + " ";
      case 1 -> value < 0 ? "-00" + Long.toString(value).substring(1) : "+" + value;
      case 2 -> Integer.toString(random.nextInt(10));
      default -> Long.toString(value);
    };
  }

  private String floating() {
    return switch (random.nextInt(6)) {
      case 0 -> pick("NaN", "Infinity", "-Infinity", "-0", "1e300", ".5", "5.", "1E-7", "inf");
      case 1 -> Double.toString(random.nextGaussian() * 1e20);
      default -> Double.toString(random.nextDouble());
    };
  }

  private String text(int most) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(most + 1);
    for (int i = 0; i < length; i++) {
      text.append(SNIPPETS[random.nextInt(SNIPPETS.length)]);
    }
    return text.toString();
  }

  private String pick(String... values) {
    return values[random.nextInt(values.length)];
  }
}
