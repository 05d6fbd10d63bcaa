package org.datamove.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "*.csv, a.csv, true",
        "*.csv, .csv, true",
        "*.csv, d/a.csv, false",
        "*.csv, a.csv.gz, false",
        "a*b*c, aXbYc, true",
        "a?c, abc, true",
        "a?c, ac, false",
        "a?c, a/c, false",
        "a?c, aéc, true",
        "[a-c]x, bx, true",
        "[a-c]x, dx, false",
        "[!a-c]x, dx, true",
        "[!a-c]x, ax, false",
        "a[!b]c, a/c, false",
        "[]a]x, ]x, true",
        "[a-]x, -x, true",
        "[c-a]x, -x, true",
        "[^a]x, ^x, true",
        "[\\d]x, 5x, false",
        "[ab, [ab, true",
        "a[/]b, a/b, false",
        "a\\*b, a*b, true",
        "a\\*b, axb, false",
        "a.b, axb, false",
        "(a|b)+$, (a|b)+$, true",
        "\\, \\, true"
      })
  void matchesAsAShellDoes(String pattern, String name, boolean expected) {
    assertEquals(expected, Glob.of(pattern).matches(name));
  }

  @ParameterizedTest
  @CsvSource({"/data/in/a*.csv, /data/in/a", "/a?, /a", "/[a]b, /", "'/a\\*', /a"})
  void matchesBeginWithThePrefix(String pattern, String prefix) {
    assertTrue(Glob.isPattern(pattern));
    assertEquals(prefix, Glob.prefix(pattern));
    assertFalse(Glob.isPattern(prefix));
  }
}
