package org.datamove.type.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {

  @Test
  void countsCodePointsAtEveryLengthAndPosition() {
    Random random = new Random(1);
    int[] alphabet = {'a', 0x7F, 0x80, 0x7FF, 0x800, 0xFFFF, 0x10000, 0x10FFFF};
    for (int length = 0; length < 60; length++) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < length; i++) {
        text.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
      }
      byte[] bytes = ("éé" + text).getBytes(StandardCharsets.UTF_8);
      assertEquals(length, Utf8.length(bytes, 4, bytes.length));
      assertTrue(Utf8.isText(bytes, 4, bytes.length));
      int half = text.offsetByCodePoints(0, length / 2);
      int end = 4 + text.substring(0, half).getBytes(StandardCharsets.UTF_8).length;
      assertEquals(end, Utf8.prefixEnd(bytes, 4, bytes.length, length / 2));
    }
  }
}
