package org.datamove.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Blank lines are no records, but in a file of one column. */
class BlankLinesTest {

  /** The second is not a plain dialect. */
  @ParameterizedTest
  @ValueSource(strings = {"{}", "{'comment': '#'}", "{'lenient': true}"})
  void areSkippedOfAFileOfSeveralColumns(String options) {
    for (String end : List.of("\n", "\r\n", "\r")) {
      String text = "\n \t\nid,amt\n\n1,2\n\n \n\n3,\"\n\n\"\n,\n\n".replace("\n", end);
      String shown = (end + end).replace("\r", "\\r").replace("\n", "\\n");
      assertEquals(
          List.of("3: [id] [amt]", "5: [1] [2]", "9: [3] [" + shown + "]", "12: NULL NULL"),
          Reading.with(options).records(text));
    }
  }

  @Test
  void areSkippedWhateverNullIsAndInEveryEncoding() {
    assertEquals(
        List.of("1: [id] [amt]", "3: [1] NULL"),
        Reading.with("{'null': 'NA'}").records("id,amt\n\n1,NA\n\n"));
    assertEquals(
        List.of("2: [id] [amt]", "4: [1] [2]"),
        Reading.with("{'encoding': 'UTF-16'}")
            .records("\nid,amt\n\n1,2\n\n".getBytes(StandardCharsets.UTF_16)));
  }

  @Test
  void areRowsOfOneColumn() {
    assertEquals(
        List.of("2: [id]", "3: NULL", "4: [1]", "5: [ ]", "6: NULL"),
        Reading.withDefaults().records("\nid\n\n1\n \n\n"));
    assertEquals(
        List.of("1: NULL", "2: [1]", "3: NULL"),
        Reading.with("{'header': ['id']}").records("\n1\n\n"));
    assertEquals(
        List.of("1: NULL", "2: [ ]", "3: [1]"),
        Reading.with("{'header': false}").records("\n \n1\n"));
    assertEquals(List.of("1: NULL", "2: NULL"), Reading.with("{'header': false}").records("\n\n"));
  }

  @Test
  void areSkippedBeforeTheFirstOfSeveralColumnsWithoutNames() {
    assertEquals(
        List.of("3: [1] [2]", "5: [3] [4]"),
        Reading.with("{'header': false}").records("\n \n1,2\n\n3,4\n"));
    assertEquals(
        List.of("2: [1] [2]"), Reading.with("{'header': ['a', 'b']}").records("\n1,2\n\n"));
    assertEquals(List.of(), Reading.with("{'header': ['a', 'b']}").records("\n\n"));
  }

  @Test
  void ofALongRunAtTheStartAreNotHeld() {
    String text = "\n".repeat(20_000) + "1,2\n";
    List<String> records = Reading.with("{'header': false}").records(text);
    assertEquals(20_001, records.size());
    assertEquals("10001: NULL", records.get(10_000));
    assertEquals("20001: [1] [2]", records.get(20_000));
  }

  @Test
  void areToldWithTheRecordBehindThem() throws IOException {
    byte[] text = "\n\na,b\n1,2\n\n\n3,4\n\n5,6\n\n\n".getBytes(StandardCharsets.UTF_8);
    try (CsvFile file = Reading.withDefaults().open(text)) {
      List<String> told = new ArrayList<>();
      told.add(told(file.firstRecord()));
      Row row = new Row();
      while (file.next(row)) {
        told.add(told(row));
      }
      assertEquals(List.of("2 on 1", "0", "2 on 5", "1 on 8"), told);
    }
  }

  private static String told(Row row) {
    assertEquals(row.blankLines() > 0, row.isRepaired());
    return row.blankLines() == 0 ? "0" : row.blankLines() + " on " + row.blankPlace();
  }
}
