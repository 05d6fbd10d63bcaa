package org.datamove.csv;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Tells names of columns from values. */
final class Names {
  private static final int LONGEST_CHARS = 63;

  private Names() {}

  /** A name as it is compared with others. */
  static String normal(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  static boolean hasLetter(String name) {
    return name.chars().anyMatch(Character::isLetter);
  }

  /** Whether every field may be a column's name, each another one. */
  static boolean areAll(Row row) {
    if (row.bytes() > row.fields() * LONGEST_CHARS * 4) {
      return false;
    }
    List<String> values = new ArrayList<>();
    for (int i = 0; i < row.fields(); i++) {
      values.add(row.text(i));
    }
    return areAll(values);
  }

  /** Whether all values, null for NULL, may be columns' names, each another one. */
  static boolean areAll(List<String> values) {
    Set<String> seen = new HashSet<>();
    return values.stream().allMatch(value -> isName(value) && seen.add(normal(value)));
  }

  private static boolean isName(String value) {
    return value != null
        && hasLetter(value)
        && !Character.isDigit(value.strip().charAt(0))
        && value.length() <= LONGEST_CHARS;
  }
}
