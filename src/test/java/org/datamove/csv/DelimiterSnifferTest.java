package org.datamove.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DelimiterSnifferTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      textBlock =
          """
          ,       ~ a,b/1,2
          ;       ~ a;b/1,5;2/1;2,5
          tab     ~ a\tb/1,2\t3;4
          |       ~ a|b|c/1|2|3
          ,       ~ a/1/2
          ,       ~
          ;       ~ a;b/"x,y,z";1/"p,q,r";2
          ;       ~ a;b,c;d/1;2,3;4
          ;       ~ a;b;c,d/1;2;3,4
          ,       ~ a|b,c,d/1,2,3/4,5|6,7
          ;       ~ "a;b";c/1;2
          """)
  void theOneThatSplitsEveryRecordAlike(String expected, String text) {
    assertEquals(
        expected.equals("tab") ? "\t" : expected, decided("{}", text == null ? "" : lines(text)));
  }

  private static String lines(String text) {
    return text.strip().replace('/', '\n') + "\n";
  }

  @Test
  void skippedLinesAndCommentsHaveNoSay() {
    assertEquals(
        ";",
        decided("{'skip_lines': 2, 'comment': '#'}", "x,y,z\nx,y,z\na;b\n#1,2,3\n1;2\n#1,2,3\n"));
  }

  @Test
  void theCutRecordAtTheEndOfTheSampleHasNoSay() {
    String row = "1;2;3\n";
    String text = "a;b;c\n" + row.repeat(DelimiterSniffer.SAMPLE_BYTES / row.length() * 2);
    assertEquals(";", decided("{}", text));
    assertEquals(
        ";", decided("{}", text.substring(0, DelimiterSniffer.SAMPLE_BYTES - 3) + ",,,,\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      textBlock =
          """
          {'quote': ','}   ~ ; ~ a;b/1;2
          {'comment': ';'} ~ , ~ a,b/;x/1,2
          {'comment': '|'} ~ , ~ a,b/|x;y/1,2
          {'escape': '|'}  ~ , ~ a,b/1,2|,3
          {'quote': ','}   ~ ; ~ a/1
          """)
  void aCharacterWithAnotherMeaningIsNoCandidate(String options, String expected, String text) {
    assertEquals(expected, decided(options, lines(text)));
  }

  @Test
  void whatIsGivenIsNotGuessed() throws IOException {
    byte[] bytes = "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8);
    try (CsvFile file = Reading.with("{'delimiter': ';'}").open(bytes)) {
      assertEquals(
          "{\"delimiter\":\";\",\"delimiter_detected\":false,\"quote\":\"\\\"\","
              + "\"escape\":null,\"null\":\"\",\"comment\":null,\"skip_lines\":0}",
          org.datamove.json.Json.write(file.dialect().toJson()));
    }
  }

  private static String decided(String options, String text) {
    try (CsvFile file = Reading.with(options).open(text.getBytes(StandardCharsets.UTF_8))) {
      assertTrue(file.dialect().delimiterDetected());
      return file.dialect().delimiter();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
