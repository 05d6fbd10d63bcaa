package org.datamove.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpellingTest {
  private static final List<String> KNOWN =
      List.of("delimiter", "on_error", "on_altered", "null", "mode", "missing_columns", "lenient");

  @ParameterizedTest
  @CsvSource({
    "delimeter, delimiter",
    "delimter, delimiter",
    "Delimiter, delimiter",
    "onerror, on_error",
    "on-error, on_error",
    "missing_colunms, missing_columns",
    "lenien, lenient",
    "nul, 'null'",
    "moed, mode"
  })
  void wordsThatAreMeant(String word, String meant) {
    assertEquals(meant, Spelling.nearest(word, KNOWN));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "separator", "header", "on", "max_errors", "e"})
  void wordsOfWhichNoneIsNear(String word) {
    assertNull(Spelling.nearest(word, KNOWN));
  }
}
