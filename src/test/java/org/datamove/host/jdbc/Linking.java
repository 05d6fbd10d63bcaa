package org.datamove.host.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Functions to link, of which {@code f} is the one that is asked, and what comes of them. */
final class Linking {
  static final String PATH = "SET search_path = pg_catalog, pg_temp\n";
  static final String EXPRESSION =
      function("g", "a text", "text", "plpgsql STABLE", "BEGIN RETURN upper(a); END");

  private Linking() {}

  static String function(
      String name, String parameters, String result, String language, String body) {
    return "CREATE OR REPLACE FUNCTION datamove.%s(%s) RETURNS %s\nLANGUAGE %s\nAS $$\n%s\n$$;\n"
        .formatted(name, parameters, result, language, body);
  }

  /** A question with a body of plpgsql. */
  static String root(String body) {
    return function("f", "asked json", "json", "plpgsql", body);
  }

  static String link(String... scripts) {
    return LinkedFunctions.of(String.join("\n", scripts)).doBlock("f");
  }

  static void assertLinked(String expected, String... scripts) {
    String linked = link(scripts);
    assertTrue(oneLine(linked).contains(oneLine(expected)), linked);
  }

  static void assertRefused(String message, String... scripts) {
    LinkException refused = assertThrows(LinkException.class, () -> link(scripts));
    assertEquals(message, oneLine(refused.getMessage()));
  }

  static String oneLine(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }
}
