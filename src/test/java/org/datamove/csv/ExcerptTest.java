package org.datamove.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExcerptTest {

  @Test
  void surrogatesStayTogether() {
    assertEquals("abc", Excerpt.of("abc", 3));
    assertEquals("ab", Excerpt.of("abc", 2));
    assertEquals("ab", Excerpt.of("ab😀c", 3));
    assertEquals("ab😀", Excerpt.of("ab😀c", 4));
    assertEquals("", Excerpt.of("😀", 1));
  }

  @Test
  void anEllipsisSaysThatSomethingIsCutOff() {
    assertNull(Excerpt.orWhole(null, 3));
    assertEquals("abc", Excerpt.orWhole("abc", 3));
    assertEquals("ab…", Excerpt.orWhole("ab😀c", 3));
  }

  @Test
  void problemsShowWholeCharacters() {
    String text = "a\nx\"" + "y".repeat(38) + "😀z\n";
    for (String options : List.of("{'delimiter': ','}", "{'delimiter': ',,'}")) {
      assertEquals(
          List.of("1: [a]", "2: STRAY_QUOTE on 2 <\"" + "y".repeat(38) + ">"),
          Reading.with(options).records(text));
    }
  }
}
