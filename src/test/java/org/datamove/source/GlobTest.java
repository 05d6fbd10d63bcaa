package org.datamove.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        "[+-9]x, /x, false",
        "[!]a]x, bx, true",
        "[!]a]x, ]x, false",
        "a?c, a😀c, true",
        "[😀-😂]x, 😁x, true",
        "*, \"\", true",
        "**, a, true",
        "*/*, a/b, true",
        "*/*, a/b/c, false",
        "a/b*, a/b, true",
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

  /** The same as the regular expression that says it, for names and patterns of few characters. */
  @Test
  void agreesWithRegularExpressions() {
    Random random = new Random(11);
    for (int i = 0; i < 50_000; i++) {
      String pattern = text(random, "aab*?/*", 12);
      String name = text(random, "aaab/", 14);
      String regex = pattern.replace("*", "[^/]*").replace("?", "[^/]");
      assertEquals(name.matches(regex), Glob.of(pattern).matches(name), pattern + " " + name);
    }
  }

  private static String text(Random random, String characters, int most) {
    return random
        .ints(random.nextInt(most), 0, characters.length())
        .mapToObj(i -> characters.substring(i, i + 1))
        .collect(Collectors.joining());
  }

  /** Each would take longer than anybody can wait, if places were tried one after the other. */
  @ParameterizedTest
  @ValueSource(strings = {"*a", "*?", "*[ab]", "a*", "?*a", "*a*", "*aa", "**a", "*[!b]a"})
  void takesTimeInProportionToTheName(String part) {
    for (int times : new int[] {30, 127, 128, 1000}) {
      assertFalse(Glob.of(part.repeat(times) + "b").matches("a".repeat(200)));
      assertFalse(Glob.of(part.repeat(times) + "b").matches("a".repeat(4000)));
      assertTrue(Glob.of(part.repeat(times) + "b").matches("a".repeat(4000) + "b"));
    }
  }

  @Test
  void longPatternsWithoutAnEnd() {
    assertFalse(Glob.of("[".repeat(4000)).matches("[".repeat(3999)));
    assertTrue(Glob.of("[".repeat(4000)).matches("[".repeat(4000)));
    assertTrue(Glob.of("*[".repeat(2000) + "]").matches("[".repeat(4000)), "one set");
    assertTrue(Glob.of("\\".repeat(4000)).matches("\\".repeat(2000)));
  }
}
