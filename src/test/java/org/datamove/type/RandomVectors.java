package org.datamove.type;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Vectors as texts: good ones, nearly good ones, and mutations of both. */
final class RandomVectors {
  private static final List<String> ODD =
      List.of(
          "NaN",
          "nan",
          "-nan",
          "Infinity",
          "-inf",
          "inf",
          "",
          "x",
          " ",
          "+1",
          ".5",
          "5.",
          "00.10",
          "0x1p3",
          "0x",
          "1e",
          "1e+",
          "e5",
          "--1",
          "65503",
          "65504",
          "65519.996",
          "65520",
          "-65520",
          "3.4028235e38",
          "3.4028236e38",
          "3.5e38",
          "1e39",
          "1e-45",
          "1e-46",
          "1e-400",
          "-0",
          "0e9",
          "1_000",
          "1 2",
          "'1'",
          "\"1\"",
          "null",
          "1e5",
          "1E-5",
          "123456789012345678901234567890",
          "0." + "0".repeat(60) + "1",
          "1\u000b",
          "\t1",
          "٣");
  private static final String ALPHABET = "[],{}:/ eE.+-x\t\u000b019bBX";

  private final Random random;

  RandomVectors(long seed) {
    random = new Random(seed);
  }

  /** A text for a column of a type: a type's name with its dimensions, such as vector(3). */
  String like(String type) {
    String text =
        type.startsWith("sparse")
            ? sparse()
            : type.contains("bit") ? bits() : dense(type.startsWith("half"));
    int mutations = random.nextInt(3) == 0 ? 1 + random.nextInt(2) : 0;
    for (int i = 0; i < mutations; i++) {
      text = mutate(text);
    }
    return text;
  }

  private String dense(boolean half) {
    int size = random.nextInt(3) > 0 ? 3 : random.nextInt(6);
    List<String> elements = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      elements.add(element(half));
    }
    return "[" + String.join(random.nextInt(3) == 0 ? ", " : ",", elements) + "]";
  }

  private String sparse() {
    List<String> elements = new ArrayList<>();
    int index = 0;
    for (int i = random.nextInt(4); i > 0; i--) {
      index = random.nextInt(10) == 0 ? random.nextInt(9) - 1 : index + 1 + random.nextInt(2);
      elements.add(index + ":" + element(false));
    }
    return "{"
        + String.join(",", elements)
        + "}/"
        + (random.nextInt(6) == 0 ? random.nextInt(8) : 5);
  }

  private String bits() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(5) == 0 ? random.nextInt(7) : 4; i > 0; i--) {
      text.append(random.nextInt(2));
    }
    return text.toString();
  }

  private String element(boolean half) {
    return switch (random.nextInt(14)) {
      case 0 -> ODD.get(random.nextInt(ODD.size()));
      case 1 -> Integer.toString(random.nextInt());
      case 2 -> Float.toString(Float.intBitsToFloat(random.nextInt()));
      case 3, 4 -> Integer.toString(random.nextInt(200) - 100);
      case 5 -> Double.toString(random.nextGaussian() * Math.pow(10, random.nextInt(12) - 6));
      case 6 -> half ? Float.toString(random.nextFloat() * 70000) : "0";
      default -> Float.toString(random.nextFloat() - 0.5f);
    };
  }

  private String mutate(String text) {
    int at = random.nextInt(text.length() + 1);
    String some = String.valueOf(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    return switch (random.nextInt(3)) {
      case 0 -> text.substring(0, at) + some + text.substring(at);
      case 1 -> at == text.length() ? text : text.substring(0, at) + text.substring(at + 1);
      default ->
          at == text.length() ? text + some : text.substring(0, at) + some + text.substring(at + 1);
    };
  }
}
