package org.datamove.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is repaired, by each of the two readers. */
class LenientTest {

  /** The second is not a plain dialect: Commons CSV reads it. */
  private static final String BOTH =
      """
      {'lenient': true, 'delimiter': ','}
      {'lenient': true, 'delimiter': ',', 'comment': '#'}
      """;

  private static List<String> records(String options, String text) {
    return Reading.with(options).records(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          a"b,2         | [a"b] [2] kept STRAY_QUOTE on 2 <"b,2>
          5" x,"a, b"   | [5" x] [a, b] kept STRAY_QUOTE on 2 <" x,"a, b">
          "a" ,"b"      | ["a" ] [b] kept TEXT_AFTER_QUOTE on 2 < ,"b">
          "Bo" D,2      | ["Bo" D] [2] kept TEXT_AFTER_QUOTE on 2 < D,2>
          "a, b" c,2    | ["a, b" c] [2] kept TEXT_AFTER_QUOTE on 2 < c,2>
          "say "hi" x",2 | [say "hi" x] [2] kept TEXT_AFTER_QUOTE on 2 <hi" x",2>
          "a""b"c"d",2  | [a"b"c"d] [2] kept TEXT_AFTER_QUOTE on 2 <c"d",2>
          "T, 48"","r, l" | [T, 48"] [r, l] kept TEXT_AFTER_QUOTE on 2 <r, l">
          1,"b" x       | [1] ["b" x] kept TEXT_AFTER_QUOTE on 2 < x>
          "a"b,2        | TEXT_AFTER_QUOTE on 2 <b,2>
          "a"b,c"       | TEXT_AFTER_QUOTE on 2 <b,c">
          1,b"          | STRAY_QUOTE on 2 <">
          "T,"r, l"     | TEXT_AFTER_QUOTE on 2 <r, l">
          "a"b          | TEXT_AFTER_QUOTE on 2 <b>
          1,"b"c"       | [1] [b"c] kept TEXT_AFTER_QUOTE on 2 <c">
          1             | [1]
          1,2,,""       | [1] [2] NULL []
          1,2,,x        | [1] [2] NULL [x]
          """)
  void aLineIsReadAs(String line, String record) {
    for (String options : BOTH.split("\n", -1)) {
      if (!options.isEmpty()) {
        assertEquals(
            List.of("1: [p] [q]", "2: " + record, "3: [3] [4]"),
            records(options, "p,q\n" + line + "\n3,4\n"));
        assertEquals(
            List.of("1: [p] [q]", "2: " + record), records(options, "p,q\r\n" + line), options);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'lenient': true}", "{'lenient': true, 'comment': '#'}"})
  void aQuoteThatIsNotClosedTakesNoLinesThatAreRecords(String options) {
    assertEquals(
        List.of("1: [a] [b]", "2: UNCLOSED_ON_LINE on 2 <1,\"x>", "3: [2] [y]", "4: [3] [ok]"),
        records(options, "a,b\n1,\"x\n2,y\n3,\"ok\"\n"));
    assertEquals(
        List.of("1: [a] [b]", "2: UNCLOSED_ON_LINE on 2 <1,\"x>", "3: [2] [y]"),
        records(options, "a,b\n1,\"x\n2,y\n"));
    assertEquals(
        List.of("1: [a] [b]", "2: TEXT_AFTER_QUOTE on 4 <ok\">", "5: [4] [y]"),
        records(options, "a,b\n1,\"x\n2\n3,\"ok\"\n4,y\n"));
    assertEquals(
        List.of("1: [a] [b]", "2: STRAY_QUOTE on 3 <\"q>"),
        records(options, "a,b\n\"x\ny\",p\"q\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'lenient': true}", "{'lenient': true, 'comment': '#'}"})
  void linesOfOneFieldStayTogether(String options) {
    assertEquals(
        List.of("1: [a] [b]", "2: TEXT_AFTER_QUOTE on 2 <x>", "5: [4] [y]"),
        records(options, "a,b\n1,\"t\"x\n2,y\nw\"\n4,y\n"));
    assertEquals(
        List.of("1: [a] [b]", "2: NUL_CHARACTER on 2 <>"), records(options, "a,b\n1\"\0\n"));
  }

  @Test
  void aFieldThatIsTakenAsItIsWrittenKeepsItsEscapes() {
    String options = "{'lenient': true, 'escape': '\\\\', 'delimiter': '||'}";
    assertEquals(
        List.of(
            "1: [a] [b]",
            "2: [\"x\\\"y\" z\\w] [p\"q] kept TEXT_AFTER_QUOTE on 2 < z\\w||\"p\\\"q\">",
            "3: [p\"q\"r] [\\] kept TEXT_AFTER_QUOTE on 3 <r\"||\\>"),
        records(options, "a||b\n\"x\\\"y\" z\\w||\"p\\\"q\"\n\"p\\\"q\"r\"||\\\n"));
  }

  @Test
  void recordsThatAreAllShortOrLongAlikeAreFitted() {
    String options = "{'lenient': true}";
    assertEquals(
        List.of("1: [a] [b]", "2: [1] [2] refit 3 to 2", "3: [3] [4] refit 3 to 2", "4: [5] [6]"),
        records(options, "a,b\n1,2,\n3,4,\"\"\n5,6\n"));
    assertEquals(
        List.of(
            "1: [a] [b] [c]",
            "2: [1] [2] NULL refit 2 to 3",
            "3: [3] [4] [5]",
            "4: [6] [7] NULL refit 2 to 3"),
        records(options, "a,b,c\n1,2\n3,4,5\n6,7\n"));
  }

  @Test
  void othersStayAsTheyAre() {
    String options = "{'lenient': true}";
    assertEquals(
        List.of("1: [a] [b]", "2: [1] [2] NULL", "3: [3]"), records(options, "a,b\n1,2,\n3\n"));
    assertEquals(
        List.of("1: [a] [b]", "2: [1] [2] NULL", "3: [3] [4] [5]"),
        records(options, "a,b\n1,2,\n3,4,5\n"));
    // It may be one record that is broken in two.
    assertEquals(
        List.of("1: [a] [b] [c]", "2: [1] [2]", "3: [3] [4]"),
        records(options, "a,b,c\n1,2\n3,4\n"));
  }

  @Test
  void emptyFieldsBehindTheHeadersLastNameAreSkipped() {
    String options = "{'lenient': true}";
    assertEquals(
        List.of("1: [a] [b] refit 4 to 2", "2: [1] [2] refit 4 to 2", "3: [1] [2]"),
        records(options, "a,b,,\"\"\n1,2,,\n1,2\n"));
    assertEquals(List.of("1: NULL NULL", "2: [1] [2]"), records(options, ",\n1,2\n"));
    assertEquals(List.of("1: NULL [b]", "2: [1] [2]"), records(options, ",b\n1,2\n"));
  }

  @Test
  void strictReadingRepairsNothing() {
    assertEquals(
        List.of("1: [a] [b]", "2: [1]", "3: [1] [2] NULL"), records("{}", "a,b\n1\n1,2,\n"));
  }

  @Test
  void namesThatAreGivenSayHowManyFieldsThereAre() {
    assertEquals(
        List.of("1: [1] [2] [3] refit 4 to 3", "2: [1] [2] [3] refit 4 to 3"),
        records(
            "{'lenient': true, 'header': ['a', 'b', 'c'], 'delimiter': ','}", "1,2,3,\n1,2,3,\n"));
  }
}
