package org.datamove.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MalformedRecordsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          1,a"b       | STRAY_QUOTE on 2 <"b>
          1,a"b"      | STRAY_QUOTE on 2 <"b">
          1, "b"      | STRAY_QUOTE on 2 <"b">
          1,b"        | STRAY_QUOTE on 2 <">
          "a"b,2      | TEXT_AFTER_QUOTE on 2 <b,2>
          "a" ,2      | TEXT_AFTER_QUOTE on 2 < ,2>
          1,"a"b"c"   | TEXT_AFTER_QUOTE on 2 <b"c">
          "a""b"c,"d  | TEXT_AFTER_QUOTE on 2 <c,"d>
          "x"y,a"b    | TEXT_AFTER_QUOTE on 2 <y,a"b>
          """)
  void readingGoesOnAfterAMisplacedQuote(String line, String problem) {
    assertEquals(
        List.of("1: [a] [b]", "2: " + problem, "3: [3] [4]"),
        Reading.withDefaults().records("a,b\n" + line + "\n3,4\n"));
    assertEquals(
        List.of("1: [a] [b]", "2: " + problem), Reading.withDefaults().records("a,b\r\n" + line));
  }

  @Test
  void aProblemIsOnItsOwnLineWithinTheRecord() {
    assertEquals(
        List.of("1: [a] [b]", "2: TEXT_AFTER_QUOTE on 4 < z,\"q>", "5: [3] [4]"),
        Reading.withDefaults().records("a,b\n\"x\n\ny\" z,\"q\n3,4\n"));
  }

  @Test
  void manyMalformedRecordsInARow() {
    assertEquals(
        List.of(
            "1: [a]",
            "2: STRAY_QUOTE on 2 <\"x>",
            "3: TEXT_AFTER_QUOTE on 3 <x>",
            "4: [ok]",
            "5: TEXT_AFTER_QUOTE on 5 <x>",
            "6: TEXT_AFTER_QUOTE on 6 <x>",
            "7: STRAY_QUOTE on 7 <\"x>",
            "8: [ok]"),
        Reading.withDefaults().records("a\nx\"x\n\"\"x\nok\n\"\"x\n\"\"x\nx\"x\nok"));
  }

  @Test
  void anUnclosedQuoteIsOnTheLineWhereItIsOpened() {
    assertEquals(
        List.of("1: [a] [b]", "2: [1] [2]", "3: UNCLOSED_QUOTE on 4 <\"z>"),
        Reading.withDefaults().records("a,b\n1,2\n\"x\ny\",\"z\n1,2\n"));
    assertEquals(List.of("1: UNCLOSED_QUOTE on 1 <\">"), Reading.withDefaults().records("\""));
    assertEquals(
        List.of("1: [a]", "2: UNCLOSED_QUOTE on 2 <\"x\\\">"),
        Reading.with("{'escape': '\\\\'}").records("a\n\"x\\\""));
  }

  @Test
  void theHeaderMayBeMalformedToo() {
    assertEquals(
        List.of("1: STRAY_QUOTE on 1 <\",b>", "2: [1] [2]"),
        Reading.withDefaults().records("a\",b\n1,2\n"));
  }

  @Test
  void anExcerptHasAtMostFortyCharacters() {
    assertEquals(
        List.of("1: [a]", "2: STRAY_QUOTE on 2 <\"" + "y".repeat(39) + ">"),
        Reading.withDefaults().records("a\nx\"" + "y".repeat(99) + "\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void nulsAndInvalidBytesAreOnTheirOwnLine(String end) {
    byte[] text = bytes("a,b\n1,\"x\ny\0\"\n2,ok\n\"\nz\n", 0xC3, 0x28, "\",\0\n3,ok\n", 0xFF, end);
    assertEquals(
        List.of(
            "1: [a] [b]",
            "2: NUL_CHARACTER on 3 <>",
            "4: [2] [ok]",
            "5: INVALID_ENCODING on 7 <>",
            "8: [3] [ok]",
            "9: INVALID_ENCODING on 9 <>"),
        Reading.withDefaults().records(text));
  }

  @Test
  void aSequenceThatTheFileCutsOffIsInvalid() {
    assertEquals(
        List.of("1: [a]", "2: INVALID_ENCODING on 2 <>"),
        Reading.withDefaults().records(bytes("a\nx", 0xE2, 0x82)));
  }

  @ParameterizedTest
  @CsvSource({"C0 80", "ED A0 80", "F5 80 80 80", "80", "E2 28 A1", "F0 9F 98"})
  void whatUtf8DoesNotAllowIsInvalid(String hex) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    text.writeBytes("a\n1\n".getBytes(StandardCharsets.UTF_8));
    for (String one : hex.split(" ", -1)) {
      text.write(Integer.parseInt(one, 16));
    }
    text.writeBytes("\n2\n".getBytes(StandardCharsets.UTF_8));
    assertEquals(
        List.of("1: [a]", "2: [1]", "3: INVALID_ENCODING on 3 <>", "4: [2]"),
        Reading.withDefaults().records(text.toByteArray()));
  }

  @Test
  void whatIsSkippedMayHoldAnything() {
    assertEquals(
        List.of("2: [a]", "4: [1]"),
        Reading.with("{'skip_lines': 1, 'comment': '#'}")
            .records(bytes("\"\0", 0xFF, "\na\n#\0", 0xFF, "\n1\n#\0\n")));
  }

  @Test
  void aRecordThatIsTooLongEndsTheReading() {
    int tooLong = Records.MAX_BYTES + 100_000;
    assertEquals(
        List.of("1: [a]", "2: [1]", "3: RECORD_TOO_LONG on 3 <\"xy>"),
        Reading.withDefaults().records("a\n1\n\"xy\n" + "z\n".repeat(tooLong / 2) + "3\n"));
  }

  @Test
  void aRecordMayBeLong() {
    String long_ = "z".repeat(Records.MAX_BYTES - 1000);
    List<String> records = Reading.withDefaults().records("a,b\n1,\"" + long_ + "\"\n2,x\n");
    assertEquals(3, records.size());
    assertEquals(long_.length() + 9, records.get(1).length());
    assertEquals("3: [2] [x]", records.get(2));
  }

  @Test
  void whatIsSkippedMayBeLong() {
    String line = "#" + "z".repeat(Records.MAX_BYTES / 4) + "\n";
    assertEquals(
        List.of("10: [a]", "19: [1]"),
        Reading.with("{'skip_lines': 9, 'comment': '#'}")
            .records(line.repeat(9) + "a\n" + line.repeat(8) + "1\n"));
  }

  @Test
  void anEscapeCharacterAtTheEndIsNothingSpecial() {
    assertEquals(
        List.of("1: [a]", "2: [x\\]"), Reading.with("{'escape': '\\\\'}").records("a\nx\\"));
  }

  private static byte[] bytes(Object... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Object part : parts) {
      if (part instanceof Integer one) {
        all.write(one);
      } else {
        all.writeBytes(part.toString().getBytes(StandardCharsets.UTF_8));
      }
    }
    return all.toByteArray();
  }
}
