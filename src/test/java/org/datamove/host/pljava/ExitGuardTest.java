package org.datamove.host.pljava;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitGuardTest {
  private static StackTraceElement frame(String type) {
    return new StackTraceElement(type, "method", null, -1);
  }

  @ParameterizedTest
  @CsvSource({
    "java.lang.Shutdown, false",
    "org.datamove.host.pljava.Functions, true",
    "org.postgresql.pljava.internal.EntryPoints, true"
  })
  void theOutermostFrameTells(String outermost, boolean expected) {
    StackTraceElement[] stack = {
      frame("java.lang.Thread"), frame("java.lang.Shutdown"), frame(outermost)
    };
    assertEquals(expected, ExitGuard.isInJava(stack));
  }

  @ParameterizedTest
  @CsvSource("0, false")
  void aThreadThatIsGoneIsNotInJava(int frames, boolean expected) {
    assertEquals(expected, ExitGuard.isInJava(new StackTraceElement[frames]));
  }
}
