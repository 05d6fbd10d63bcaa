package org.datamove.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      textBlock =
          """
          a            ~ "a"
          Odd Name     ~ "Odd Name"
          "            ~ \"\"\"\"
          a"b          ~ "a""b"
          "; DROP x--  ~ \"\"\"; DROP x--"
          select       ~ "select"
          $$x$$        ~ "$$x$$"
          back\\slash  ~ "back\\slash"
          é😀          ~ "é😀"
          %s           ~ "%s"
          """)
  void names(String name, String quoted) {
    assertEquals(quoted, Sql.name(name));
  }

  @Test
  void severalNames() {
    assertEquals("\"S\".\"t.u\"", Sql.qualified("S", "t.u"));
    assertEquals("\"a\", \"b,\"\"c\"", Sql.names(List.of("a", "b,\"c")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {"a~'a'", "it's~'it''s'", "a\\b~ E'a\\\\b'", "\\'~ E'\\\\'''", "$$~'$$'"})
  void literals(String text, String quoted) {
    assertEquals(quoted, Sql.literal(text));
  }
}
