package org.datamove.result;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class HeaderAdviceTest {
  @Test
  void namesAreCutBetweenCharacters() {
    assertEquals("a", HeaderAdvice.cut("a", 63));
    assertEquals("x".repeat(63), HeaderAdvice.cut("x".repeat(64), 63));
    assertEquals("\u00e9".repeat(31), HeaderAdvice.cut("\u00e9".repeat(40), 63));
    assertEquals("x".repeat(62), HeaderAdvice.cut("x".repeat(62) + "\ud83d\ude00", 63));
    assertEquals("x".repeat(60), HeaderAdvice.cut("x".repeat(60) + "\ud83d\ude00y", 63));
    assertEquals("", HeaderAdvice.cut("\ud83d\ude00", 3));
  }

  @Test
  void aNameOfManyMegabytesIsCutAtOnce() {
    assertEquals(63, HeaderAdvice.cut("x".repeat(1 << 24), 63).length());
  }
}
