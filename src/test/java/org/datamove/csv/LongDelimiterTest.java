package org.datamove.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Delimiters of several characters, wherever the text's buffers and its end fall. */
class LongDelimiterTest {
  private static List<String> read(String delimiter, String text) {
    return Reading.with("{'delimiter': '" + delimiter + "'}")
        .records(text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"||", "|-|", "|||", "<->|", "<--->"})
  void partOfADelimiterAtTheEndIsText(String delimiter) {
    for (int length = 1; length < delimiter.length(); length++) {
      String part = delimiter.substring(0, length);
      assertEquals(
          List.of("1: [a] [b]", "2: [1] [2" + part + "]"),
          read(delimiter, "a" + delimiter + "b\n1" + delimiter + "2" + part));
    }
    assertEquals(
        List.of("1: [a] [b]", "2: [1] NULL"),
        read(delimiter, "a" + delimiter + "b\n1" + delimiter));
  }

  @ParameterizedTest
  @ValueSource(strings = {"||", "|-|", "|||", "<->|", "<--->"})
  void delimitersAreFoundAcrossBuffers(String delimiter) {
    for (int length = 8150; length < 8200; length++) {
      String first = "x".repeat(length);
      assertEquals(
          List.of("1: [a] [b]", "2: [" + first + "] [y]", "3: [1] [2]"),
          read(
              delimiter,
              String.join("\n", "a" + delimiter + "b", first + delimiter + "y", "")
                  + "1"
                  + delimiter
                  + "2\n"),
          "" + length);
    }
  }

  @Test
  void aLastLineWithoutItsEndIsNoOtherRecord() {
    assertEquals(List.of("1: [a]", "2: [b]"), read("||", "a\nb"));
    assertEquals(List.of("1: [a]", "2: [b]"), read("||", "a\nb\n"));
    assertEquals(List.of("1: [a]", "2: [b]"), read("||", "a\rb\r"));
  }
}
