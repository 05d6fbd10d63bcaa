package org.datamove.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.datamove.source.MemorySource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvFileTest {

  @Test
  void emptyIsNullUnlessQuoted() {
    assertEquals(
        List.of("1: [a] [b] [c]", "2: NULL [] NULL", "3: [ ] [x] NULL"),
        Reading.withDefaults().records("a,b,c\n,\"\",\n ,x,\n"));
  }

  @Test
  void quotesHoldDelimitersAndDoubledQuotes() {
    assertEquals(
        List.of("1: [a] [b]", "2: [x,y] [say \"hi\"]", "3: [\"] [\"\"]"),
        Reading.withDefaults().records("a,b\n\"x,y\",\"say \"\"hi\"\"\"\n\"\"\"\",\"\"\"\"\"\"\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void lineNumbersCountEachWayToEndALine(String end) {
    String text = "a,b\n1,\"x\n\ny\"\n2,\"\n\"\n\n3,z".replace("\n", end);
    String shown = end.replace("\r", "\\r").replace("\n", "\\n");
    assertEquals(
        List.of(
            "1: [a] [b]",
            "2: [1] [x" + shown + shown + "y]",
            "5: [2] [" + shown + "]",
            "8: [3] [z]"),
        Reading.withDefaults().records(text));
  }

  @Test
  void lineEndsMayDifferWithinAFile() {
    assertEquals(
        List.of("1: [a]", "2: [b\\r\\nc\\rd\\ne]", "6: [f]", "7: NULL", "8: [g]"),
        Reading.withDefaults().records("a\r\"b\r\nc\rd\ne\"\r\nf\n\r\ng\r"));
  }

  @Test
  void theLastLineNeedsNoEnd() {
    assertEquals(List.of("1: [a] [b]", "2: [1] [2]"), Reading.withDefaults().records("a,b\n1,2"));
    assertEquals(List.of("1: [a] [b]", "2: [1] NULL"), Reading.withDefaults().records("a,b\n1,"));
    assertEquals(List.of("1: [a] [b]", "2: [1] []"), Reading.withDefaults().records("a,b\n1,\"\""));
    assertEquals(List.of("1: [a]", "2: []"), Reading.withDefaults().records("a\n\"\""));
  }

  @Test
  void blankLinesAreRecordsOfOneNull() {
    assertEquals(
        List.of("1: [a]", "2: NULL", "3: NULL", "4: [x]", "5: NULL"),
        Reading.withDefaults().records("a\n\n\nx\n\n"));
  }

  @Test
  void anEmptyFileHasNoRecord() {
    try (CsvFile file = Reading.withDefaults().open(new byte[0])) {
      assertTrue(file.isEmpty());
      assertEquals(List.of(), file.names());
      assertFalse(file.next(new Row()));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void namesComeFromTheHeader() {
    assertEquals(List.of("a b", "", "é\n"), names("{}", "a b,,\"é\n\"\n1,2,3\n"));
    assertEquals(List.of("x", "y"), names("{'header': ['x', 'y']}", "1,2\n"));
    assertEquals(List.of(), names("{'header': false}", "1,2\n"));
  }

  private static List<String> names(String options, String text) {
    return Reading.with(options).open(text.getBytes(StandardCharsets.UTF_8)).names();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'header': false}", "{'header': ['x', 'y']}"})
  void withoutAHeaderTheFirstRecordIsARow(String options) {
    assertEquals(List.of("1: [1] NULL", "2: [3] [4]"), Reading.with(options).records("1,\n3,4\n"));
    assertEquals(
        List.of("1: STRAY_QUOTE on 1 <\"b>", "2: [3] [4]"),
        Reading.with(options).records("a\"b\n3,4\n"));
    assertEquals(List.of(), Reading.with(options).records(""));
  }

  @Test
  void theNullTextCountsOnlyWithoutQuotes() {
    assertEquals(
        List.of("1: [a] [b] [c]", "2: NULL [NULL] []", "3: [null] [] [xNULL]"),
        Reading.with("{'null': 'NULL'}").records("a,b,c\nNULL,\"NULL\",\nnull,\"\",xNULL\n"));
  }

  @Test
  void skippedLinesAndCommentsKeepTheLineNumbers() {
    assertEquals(
        List.of("3: [a] [b]", "5: [1] [2]", "8: [#3] [4#5]"),
        Reading.with("{'skip_lines': 2, 'comment': '#'}")
            .records("a \"title\r\n\ra,b\n# one\n1,2\n#\n# \"two\n\"#3\",4#5\n#"));
  }

  @Test
  void moreLinesCanBeSkippedThanThereAre() {
    assertEquals(List.of(), Reading.with("{'skip_lines': 9}").records("a\nb\nc"));
    assertEquals(List.of(), Reading.with("{'comment': '#'}").records("#a\n#b"));
  }

  @Test
  void delimitersMayHaveSeveralCharacters() {
    assertEquals(
        List.of("1: [a] [b|c] [d]", "2: [|x] [y||z] [|]", "3: [1] NULL NULL", "4: [a|]"),
        Reading.with("{'delimiter': '||'}").records("a||b|c||d\n|x||\"y||z\"|||\n1||||\na|"));
  }

  @Test
  void anyCharacterCanQuoteAndNoneNeedsTo() {
    assertEquals(
        List.of("1: [a] [b]", "2: [x,y] [it's]"),
        Reading.with("{'quote': '!'}").records("a,b\n!x,y!,it's\n"));
    assertEquals(
        List.of("1: [a] [b]", "2: [\"x] [y\"]", "3: [\"\"] NULL"),
        Reading.with("{'quote': 'none'}").records("a,b\n\"x,y\"\n\"\",\n"));
  }

  @Test
  void bytesAreCountedAndTheGivenDelimiterIsKept() throws IOException {
    byte[] bytes = "a;b\n1;é\n".getBytes(StandardCharsets.UTF_8);
    try (CsvFile file =
        new SourceFiles(
            MemorySource.of(bytes),
            Reading.withDefaults().options(),
            ",",
            null,
            List.of(),
            HeaderJudge.NEVER)) {
      assertEquals(List.of("a;b"), file.names());
      Row row = new Row();
      assertTrue(file.next(row));
      assertEquals("1;é", row.text(0));
      assertEquals(4, row.bytes());
      assertFalse(file.next(row));
      assertEquals(bytes.length, file.bytesRead());
      assertTrue(file.dialect().delimiterDetected());
    }
  }
}
