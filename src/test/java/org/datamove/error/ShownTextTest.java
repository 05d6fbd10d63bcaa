package org.datamove.error;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShownTextTest {
  @Test
  void whatATerminalObeysAndWhatNobodySees() {
    assertEquals("\\u001B[31m", ShownText.of("\u001b[31m"));
    assertEquals("a\\nb\\r\\n\tc", ShownText.of("a\nb\r\n\tc"));
    assertEquals("\\u0000\\u007F\\u009B", ShownText.of("\0\u007f\u009b"));
    assertEquals(
        "\\u202Ex\\u2066\\u200B\\u2028\\uFEFF", ShownText.of("\u202ex\u2066\u200b\u2028\ufeff"));
    assertEquals("\\uDB40\\uDC41", ShownText.of(Character.toString(0xE0041)));
    assertEquals("\\uD800x", ShownText.of("\ud800x"));
  }

  @Test
  void whatStaysAsItIs() {
    String text = "Größe: \"日本\" \ud83d\ude00 \\n";
    assertSame(text, ShownText.of(text));
    assertNull(ShownText.of((String) null));
    Map<String, Object> json = Map.of("message", "m", "value", "\u001b", "list", List.of(1, true));
    assertSame(json, ShownText.of(json));
  }

  @Test
  void textsOfAnObjectAndNotItsData() {
    assertEquals(
        Map.of(
            "value", "\u001b",
            "detail", "a\nb\\u001B",
            "findings", List.of(Map.of("message", "a\\nb", "column_name", "\n"))),
        ShownText.of(
            Map.of(
                "value", "\u001b",
                "detail", "a\nb\u001b",
                "findings", List.of(Map.of("message", "a\nb", "column_name", "\n")))));
    assertEquals(
        Map.of("warnings", List.of("\\n")), ShownText.of(Map.of("warnings", List.of("\n"))));
  }
}
