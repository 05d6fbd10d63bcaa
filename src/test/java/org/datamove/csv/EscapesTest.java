package org.datamove.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a backslash, in the tables written as ^, makes of a line in each of its two dialects. */
class EscapesTest {
  private static final String COPY = "{'escape': '\\\\', 'header': false, 'delimiter': ','}";
  private static final String BACKSLASH =
      "{'escape_dialect': 'backslash', 'header': false, 'delimiter': ','}";
  private static final String TEXT =
      "{'escape_dialect': 'backslash', 'header': false, 'delimiter': 'tab', 'quote': 'none'}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      textBlock =
          """
          "C:^new^test",1        ~ [C:^new^test] [1]
          C:^new^test,1          ~ [C:^new^test] [1]
          "x^"y","^^"            ~ [x"y] [^]
          "C:^temp^^",2          ~ [C:^temp^] [2]
          C:^,D:^                ~ [C:^] [D:^]
          p^,q                   ~ [p^] [q]
          "a^^^"b^,c"            ~ [a^"b^,c]
          ^N,"^N"                ~ [^N] [^N]
          "","^x41^101"          ~ [] [^x41^101]
          "a""b"                 ~ TEXT_AFTER_QUOTE on 1 <"b">
          "a^"                   ~ UNCLOSED_QUOTE on 1 <"a^">
          """)
  void asCopyHasIt(String line, String record) {
    assertEquals(
        List.of("1: " + record.replace('^', '\\')),
        Reading.with(COPY).records(line.replace('^', '\\')));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      textBlock =
          """
          a^tb,"a^tb"            ~ [a<tab>b] [a<tab>b]
          ^N,"^N"                ~ NULL [N]
          ^^N,x^N                ~ [^N] [xN]
          a^,b,"a^"b"            ~ [a,b] [a"b]
          "a""b",^"x^"           ~ [a"b] ["x"]
          ^x41^x4aZ,^101^1018    ~ [AJZ] [AA8]
          ^xC3^xa9,^303^251      ~ [é] [é]
          ^xZ,^9                 ~ [xZ] [9]
          ^q^é^😀,^^^^           ~ [qé😀] [^^]
          a,b^                   ~ [a] [b^]
          ^0,x                   ~ NUL_CHARACTER on 1 <>
          ^xff,x                 ~ INVALID_ENCODING on 1 <>
          ,""                    ~ [] []
          """)
  void asCopysTextFormatHasIt(String line, String record) {
    assertEquals(
        List.of("1: " + record.replace('^', '\\').replace("<tab>", "\t")),
        Reading.with(BACKSLASH).records(line.replace('^', '\\')));
  }

  @Test
  void ofLettersStandForControlCharacters() {
    assertEquals(
        List.of("1: [\b\f\\n\\r\t\u000B]"), Reading.with(TEXT).records("\\b\\f\\n\\r\\t\\v\n"));
  }

  @Test
  void beforeALineEndOrTabMakeItData() {
    for (String end : List.of("\n", "\r\n", "\r")) {
      String shown = end.replace("\r", "\\r").replace("\n", "\\n");
      assertEquals(
          List.of("1: [1] [a\t" + shown + "b]", "3: [2] NULL"),
          Reading.with(TEXT).records("1\ta\\\t\\\nb\n2\t\\N\n".replace("\n", end)));
    }
  }

  @Test
  void theMarkAtTheEndOfTheDataIsNoRecord() {
    assertEquals(List.of("1: [1] [2]"), Reading.with(TEXT).records("1\t2\n\\.\n"));
    assertEquals(List.of("1: [1] [2]"), Reading.with(TEXT).records("1\t2\r\n\\."));
    assertEquals(
        List.of("1: [1] [2]", "2: [.]", "3: [3] [4]"),
        Reading.with(TEXT).records("1\t2\n\\.\n3\t4\n"));
  }

  @Test
  void nullIsComparedBeforeEscapesAreRead() {
    String options =
        "{'escape': '!', 'escape_dialect': 'backslash', 'null': ['!N', 'a!,b', ' '],"
            + " 'delimiter': ';', 'header': false}";
    assertEquals(
        List.of("1: NULL NULL NULL [N] [!N] [a,b] []"),
        Reading.with(options).records("!N;a!,b; ;\"!N\";!!N;a,b;"));
  }

  @Test
  void otherCharactersEscapeToo() {
    assertEquals(
        List.of("1: [a'b!c] [!d]"),
        Reading.with("{'escape': '!', 'quote': '\\u0027', 'header': false}")
            .records("'a!'b!!c','!d'"));
    assertEquals(
        List.of("1: [x\"y]"),
        Reading.with("{'escape': '\\\"', 'header': false}").records("\"x\"\"y\""));
  }
}
