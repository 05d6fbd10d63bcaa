package org.datamove.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.datamove.request.CsvOptions;
import org.datamove.source.MemorySource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DelimiterSnifferTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      quoteCharacter = '\0',
      textBlock =
          """
          ,       @ a,b/1,2
          ;       @ a;b/1,5;2/1;2,5
          tab     @ a\tb/1,2\t3;4
          |       @ a|b|c/1|2|3
          ,       @ a/1/2
          ,       @
          ;       @ a;b/"x,y,z";1/"p,q,r";2
          ;       @ a;b,c;d/1;2,3;4
          ;       @ a;b;c,d/1;2;3,4
          ,       @ a|b,c,d/1,2,3/4,5|6,7
          ;       @ "a;b";c/1;2
          ;       @ Day, Year;No;A;B;Who;St;/May 2, 2024;4000001;25.00;4.00;Kim;open;/May 3, 2024;4000002;1.00
          ;       @ Day, Year;No;A;B;Who;St;/May 2, 2024;4000001;25.00;4.00;Kim;open;/May 3;4000002
          ;       @ Name, Vorname;Ort/Meier, Anna;Bonn
          ;       @ Name, Vorname;Ort/Meier, Anna;Bonn/Huber, Bo;Ulm
          ;       @ 1,5;2,5;3,5
          ;       @ 1,5;2,5;3,5/1,25;-2,5;3.000,5
          ;       @ a;b;c/1,5;2,5;3,5/1,5;2,5;3,5
          ;       @ a;b/1;x, y, z/2;x, y, z
          |       @ a|b|c/1|x, y|2/2|x, y, z|3
          |       @ n, m|o, p/1, 2|3, 4
          tab     @ a, x	b, y/1,5	2,5/1, 2	2, 5
          tab     @ a	b/1;2;3	4;5;6
          ,       @ id,name,note/1,Ann,a;b;c/2,Bo,d;e;f
          ,       @ id,note/1,a|b/2,c|d
          ,       @ a,b,c/1,2,3/1,2/1,2,3,4/1,2,3
          ;       @ a;b;c/1;2;3/1,5;2/1;2;3;4/1;2;3
          ;       @ Report, 2024/id;name;amt/1;Ann;2,5/2;Bo;3,5/3;Cy;4,5
          ;       @ Report/id;name/1;Ann/2;Bo/3;Cy
          ,       @ note/Hello, world/Bye/Well, ok
          ,       @ a,b,c
          ;       @ a;b;c
          ;       @ a;b;/1;2;/3;4;
          ||      @ a||b||c/1||2||3
          ||      @ a||b|x||c/1||||3/|1||2||3
          ;;      @ a;;b/1;;2
          ^|^     @ a^|^b^|^c/1^|^x|y^|^3
          ::      @ a::b/1::2/3::4
          ~~      @ a~~b/1~~2/3~~4
          """)
  void theOneThatSplitsEveryRecordAlike(String expected, String text) {
    assertEquals(
        expected.equals("tab") ? "\t" : expected, decided("{}", text == null ? "" : lines(text)));
  }

  @Test
  void blanksAroundItBelongToIt() {
    assertEquals(", ", decided("{}", "id, name, x\n1, Ann, 2\n2, \"Bo, C\", 3\n"));
    assertEquals(", ", decided("{}", "\"id\", \"a, b\"\n\"1\", \"x\"\n"));
    assertEquals("; ", decided("{}", "id; name\n1; a, b\n"));
    assertEquals(" | ", decided("{}", "id | name | x\n1 | Ann | 2\n"));
    assertEquals("\t|\t", decided("{}", "id\t|\tname\t|\tx\n1\t|\tAnn\t|\t2\n"));
    assertEquals(",", decided("{}", "id, name\n1,Ann\n2, Bo\n"));
    assertEquals(",", decided("{}", "id,name\n1, Ann\n2, Bo\n"));
  }

  @Test
  void rareCharactersDelimitWhereNothingElseDoes() {
    for (String rare : List.of("~", "^", "\u0001", "\u001f", "¦")) {
      assertEquals(rare, decided("{}", "a-b?c\n1?2, 3\n3?4\n".replace("?", rare)));
    }
    assertEquals(":", decided("{}", "root:x:0\nbin:x:1\n"));
    assertEquals(",", decided("{}", "a:b\n12:30\n"));
    assertEquals(",", decided("{}", "url\nhttp://x:1/\n"));
    assertEquals(",", decided("{}", "a~b\n1\n"));
  }

  @Test
  void whatCallerAndTableKnowDecides() {
    assertEquals(";", decided("{'header': ['a', 'b', 'c']}", "1,5;2,5,x;3,5\n1,5;2,x;3,5\n"));
    assertEquals(",", decided("{'header': ['a', 'b', 'c', 'd']}", "1,5;2,5;3,5\n1,5;2,5;3,5\n"));
    assertEquals(",", decided("{'header': ['a', 'b', 'c']}", "1,2;x,3\n4,5;y,6\n"));
    assertEquals(";", decided("{'header': ['a', 'b']}", "1,2;x,3\n4,5;y,6\n"));
    assertEquals(";", decided("{'header': ['a']}", "1,2\n4,5\n"));
    assertEquals(";", decided("{}", "a,b;c,d\n1,2;3,4\n", List.of("a,b", "c,d")));
    assertEquals(",", decided("{}", "a,b;c,d\n1,2;3,4\n", List.of("a", "b;c", "d")));
    assertEquals(",", decided("{}", "a,b;c,d\n1,2;3,4\n", List.of("x")));
    assertEquals(";", decided("{'columns': {'c,d': 'x'}}", "a,b;c,d\n1,2;3,4\n"));
    assertEquals("|", decided("{}", "note\nHello, world; bye\n\tx\n", List.of("note")));
    assertEquals(";", decided("{'header': false}", "1,5;2,5\n", List.of("x", "y")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      quoteCharacter = '\0',
      textBlock =
          """
          ; 2 @ {}                       @ a,b;c,d/1,2;3,4/5,6;7,8
          , 2 @ {}                       @ Day, Year;No;A/May 2, 2024;1;2/May 3, 2024;2
          , 2 @ {}                       @ Name, Vorname;Ort/Meier, Anna;Bonn
          , 2 @ {'header': ['n', 'o']}   @ Meier, Anna;Bonn/Huber, Bo;Ulm
          -   @ {'header': ['a', 'b']}   @ 1,5;2,5/1,5;2,5
          -   @ {'delimiter': ';'}       @ a,b;c,d/1,2;3,4/5,6;7,8
          -   @ {}                       @ a;b/1,5;2,5
          -   @ {}                       @ a,b;c,d
          -   @ {}                       @ a,b/1,x;y/2,x;z
          -   @ {}                       @ "a,x";b/"1,2";3
          -   @ {}                       @ id, name/1, Ann/2, Bo
          """)
  void aSecondOneIsToldWhereItFitsAsWell(String expected, String options, String text)
      throws IOException {
    byte[] bytes = lines(text).getBytes(StandardCharsets.UTF_8);
    try (CsvFile file = Reading.with(options).open(bytes)) {
      OtherDelimiter other = file.start().other();
      assertEquals(expected, other == null ? "-" : other.delimiter() + " " + other.fields());
    }
  }

  @Test
  void samplesAreSplitAsRecordsAreRead() throws IOException {
    Random random = new Random(7);
    String[] pieces = {
      ",", ",", "||", "|", "\"", "\"\"", "\n", "\r\n", "\r", "a", "bc", " ", "#", "é"
    };
    for (int round = 0; round < 30_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(14); i > 0; i--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      String options =
          "{'comment': '#', 'skip_lines': "
              + random.nextInt(2)
              + (round % 3 == 0 ? ", 'quote': 'none'}" : "}");
      String delimiter = random.nextBoolean() ? "," : "||";
      CsvOptions csv = Reading.with(options).options();
      SampleSplit split = new SampleSplit(text.toString(), true, delimiter, csv);
      List<String> found = new ArrayList<>();
      for (List<SampleSplit.Field> record : split.records()) {
        found.add(
            record.stream().map(field -> unquoted(split.text(field), field)).toList().toString());
      }
      assertEquals(
          read(text.toString(), new Dialect(delimiter, true, csv)), found, text.toString());
    }
  }

  private static String unquoted(String text, SampleSplit.Field field) {
    return field.quoted() ? text.replace("\"\"", "\"") : text;
  }

  private static List<String> read(String text, Dialect dialect) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    RecordReader reader = new RecordReader(DecodedText.of(bytes, null), dialect);
    List<String> found = new ArrayList<>();
    Row row = new Row();
    while (reader.next(row, 1)) {
      List<String> fields = new ArrayList<>();
      for (int i = 0; i < row.fields() && row.problem() == null; i++) {
        fields.add(row.isNull(i) ? "" : row.text(i));
      }
      if (row.problem() != null || !reader.record().text().isBlank() || row.fields() > 1) {
        found.add(fields.toString());
      }
    }
    return found;
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
    String text = "a;b;c\n" + row.repeat(FileStart.SAMPLE_BYTES / row.length() * 2);
    assertEquals(";", decided("{}", text));
    assertEquals(";", decided("{}", text.substring(0, FileStart.SAMPLE_BYTES - 3) + ",,,,\n"));
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
    return decided(options, text, List.of());
  }

  private static String decided(String options, String text, List<String> known) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    CsvOptions csv = Reading.with(options).options();
    try (CsvFile file =
        new SourceFiles(MemorySource.of(bytes), csv, null, null, known, HeaderJudge.NEVER)) {
      assertTrue(file.dialect().delimiterDetected());
      return file.dialect().delimiter();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
