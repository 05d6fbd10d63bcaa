package org.datamove.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.datamove.error.Failure;
import org.datamove.error.RequestException;
import org.datamove.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DialectRulesTest {
  private static CsvOptions csv(String json) {
    return Options.fromJson(Json.object(json.replace('\'', '"'))).csv();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      textBlock =
          """
          {'delimiter': 'a\\nb'}                   ~ option "delimiter" cannot hold a line end
          {'delimiter': '\\r'}                     ~ option "delimiter" cannot hold a line end
          {'delimiter': ';', 'quote': ';'}         ~ options "delimiter" and "quote" must differ
          {'delimiter': '<#>', 'quote': '#'}       ~ options "delimiter" and "quote" must differ
          {'delimiter': ';', 'null': 'a;b'}        ~ the delimiter cannot appear in option "null"
          {'quote': '#', 'null': 'a#'}             ~ the quote character cannot appear in option "null"
          {'delimiter': ';', 'null': ['', ';']}    ~ the delimiter cannot appear in option "null"
          {'quote': '#', 'null': ['', 'a#']}       ~ the quote character cannot appear in option "null"
          {'null': ['', 'a\\n']}                   ~ option "null" cannot hold a line end
          {'quote': '#', 'comment': '#'}           ~ options "comment" and "quote" must differ
          {'delimiter': '#', 'comment': '#'}       ~ options "comment" and "delimiter" must differ
          {'delimiter': '<#>', 'comment': '#'}     ~ options "comment" and "delimiter" must differ
          {'delimiter': '#', 'escape': '#'}        ~ options "escape" and "delimiter" must differ
          {'delimiter': '<#>', 'escape': '#'}      ~ options "escape" and "delimiter" must differ
          {'comment': '#', 'escape': '#'}          ~ options "escape" and "comment" must differ
          """)
  void charactersThatMustDiffer(String json, String message) {
    assertEquals(
        new Failure("22023", message, null, null),
        assertThrows(RequestException.class, () -> csv(json), json).failure());
  }

  @Test
  void theEscapeCharacterMayBeTheQuote() {
    assertEquals('"', csv("{'escape': '\\\"'}").escape());
  }
}
