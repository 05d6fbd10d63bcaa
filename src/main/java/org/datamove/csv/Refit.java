package org.datamove.csv;

import java.util.List;

/**
 * How a record got the number of fields that it should have.
 *
 * @param given how many fields it has in the file
 * @param expected how many it should have
 * @param byTypes whether the types of the columns say where its fields belong; else all such
 *     records of the file are alike
 */
public record Refit(int given, int expected, boolean byTypes) {
  /** Gives a row as many fields as it should have: NULL for the missing ones. */
  static void apply(Row row, int expected) {
    row.refit(new Refit(row.fields(), expected, false));
    while (row.fields() < expected) {
      row.addNull();
    }
    row.cut(expected);
  }

  /** Gives a row other fields, one for each value; null for NULL. */
  static void apply(Row row, List<String> values) {
    row.refit(new Refit(row.fields(), values.size(), true));
    row.cut(0);
    for (String value : values) {
      if (value == null) {
        row.addNull();
      } else {
        row.add(value);
      }
    }
  }
}
