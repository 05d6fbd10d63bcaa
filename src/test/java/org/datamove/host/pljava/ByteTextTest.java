package org.datamove.host.pljava;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.datamove.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"", "plain", "größe", "日本 €", "a😀", "\u0085", "x\uDCFFy\uDCC3", "\uDC80"})
  void whateverATextHasComesBack(String text) {
    String pairs = ByteText.pairs(text);
    assertEquals(text, ByteText.characters(pairs));
    pairs.chars().forEach(c -> assertEquals(true, c < 0x80 || (c >= 0xFDD8 && c <= 0xFDEF)));
  }

  @Test
  void aByteIsTheTwoNoncharactersOfPlJava() {
    assertEquals("\uFDDC\uFDE3\uFDDB\uFDE6", ByteText.pairs("ö"));
    assertEquals("\uFDDF\uFDEF", ByteText.pairs("\uDCFF"));
  }

  @Test
  void noEscapeIsLeftOfWhatIsBeyondAscii() {
    String json = Json.write("a\u0085\u2019\n\u0001\"\\u2019é");
    assertEquals("\"a\u0085\u2019\\n\\u0001\\\"\\\\u2019é\"", Json.withoutEscapes(json));
  }
}
