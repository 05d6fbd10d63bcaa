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
          "a"b,2        | ["a"b] [2] kept TEXT_AFTER_QUOTE on 2 <b,2>
          "a" ,"b"      | ["a" ] [b] kept TEXT_AFTER_QUOTE on 2 < ,"b">
          "a""b"c"d",2  | ["a""b"c"d"] [2] kept TEXT_AFTER_QUOTE on 2 <c"d",2>
          1,"b" x       | [1] ["b" x] kept TEXT_AFTER_QUOTE on 2 < x>
          "a"b,c"       | ["a"b] [c"] kept TEXT_AFTER_QUOTE on 2 <b,c">
          1             | [1] NULL refit 1 to 2
          1,2,,""       | [1] [2] refit 4 to 2
          1,2,,x        | [1] [2] NULL [x]
          "a"b          | ["a"b] NULL kept TEXT_AFTER_QUOTE on 2 <b> refit 1 to 2
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
  void whatMayHaveSwallowedLinesIsNotRepaired(String options) {
    assertEquals(
        List.of("1: [a] [b]", "2: TEXT_AFTER_QUOTE on 4 <ok\">", "5: [4] [y]"),
        records(options, "a,b\n1,\"x\n2,y\n3,\"ok\"\n4,y\n"));
    assertEquals(
        List.of("1: [a] [b]", "2: UNCLOSED_QUOTE on 2 <\"x>"),
        records(options, "a,b\n1,\"x\n2,y\n"));
    assertEquals(
        List.of("1: [a] [b]", "2: [x\\ny] [p\"q] kept STRAY_QUOTE on 3 <\"q>"),
        records(options, "a,b\n\"x\ny\",p\"q\n"));
    assertEquals(
        List.of("1: [a] [b]", "2: NUL_CHARACTER on 2 <>"), records(options, "a,b\n1\"\0\n"));
  }

  @Test
  void aFieldThatIsTakenAsItIsWrittenKeepsItsEscapes() {
    String options = "{'lenient': true, 'escape': '\\\\', 'delimiter': '||'}";
    assertEquals(
        List.of(
            "1: [a] [b]",
            "2: [\"x\\\"y\"z\\w] [p\"q] kept TEXT_AFTER_QUOTE on 2 <z\\w||\"p\\\"q\">",
            "3: [\"x\"y\\] NULL kept TEXT_AFTER_QUOTE on 3 <y\\> refit 1 to 2"),
        records(options, "a||b\n\"x\\\"y\"z\\w||\"p\\\"q\"\n\"x\"y\\"));
    assertEquals(
        List.of("1: [a] [b]", "2: [\"x\"y] [z\\] kept TEXT_AFTER_QUOTE on 2 <y||z\\>"),
        records(options, "a||b\n\"x\"y||z\\"));
  }

  @Test
  void emptyFieldsBehindTheHeadersLastNameAreLeftOut() {
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
        List.of("1: [1] NULL NULL refit 1 to 3", "2: [1] [2] [3] refit 4 to 3"),
        records("{'lenient': true, 'header': ['a', 'b', 'c'], 'delimiter': ','}", "1\n1,2,3,\n"));
  }
}
