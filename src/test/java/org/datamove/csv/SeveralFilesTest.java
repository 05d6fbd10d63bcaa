package org.datamove.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.datamove.source.MemorySource;
import org.junit.jupiter.api.Test;

class SeveralFilesTest {
  private final List<String> told = new ArrayList<>();

  private static CsvFile open(String options, String... files) throws IOException {
    byte[][] bytes =
        Stream.of(files).map(text -> text.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
    return CsvFiles.open(MemorySource.several(bytes), Reading.with(options).options());
  }

  private List<String> read(CsvFile file) throws IOException {
    file.onProblem(
        problem ->
            told.add(
                problem.kind()
                    + " "
                    + file.words(problem.place())
                    + " -"
                    + problem.missing()
                    + " +"
                    + problem.extra()));
    List<String> rows = new ArrayList<>();
    Row row = new Row();
    while (file.next(row)) {
      rows.add(row.number() + " " + Place.file(row.place()) + "/" + Reading.show(row));
    }
    return rows;
  }

  @Test
  void rowsAreNumberedOverAllAndLinesInEach() throws IOException {
    try (CsvFile file = open("{}", "a,b\n1,\"x\ny\"\n", "a,b\n", "a,b\n\n3,z")) {
      assertEquals(List.of("1 1/2: [1] [x\\ny]", "2 3/3: [3] [z]"), read(file));
      assertEquals("/3.csv", file.pathOf(Place.of(3, 2)));
      assertNull(file.pathOf(2));
      assertEquals(
          List.of(1L, 0L, 1L),
          file.parts().stream().map(part -> part.toJson().get("rows")).toList());
    }
    assertEquals(List.of(), told);
  }

  @Test
  void otherNamesLeaveAFileOut() throws IOException {
    try (CsvFile file =
        open(
            "{'header_match': 'by_name'}",
            "a,b\n1,2\n",
            "a,c,d\n3,4,5\n",
            "",
            "a\"\n",
            "a,b\n6,7")) {
      assertEquals(List.of("1 1/2: [1] [2]", "2 5/2: [6] [7]"), read(file));
    }
    assertEquals(
        List.of(
            "OTHER_NAMES line 1 of \"/2.csv\" -[b] +[c, d]",
            "EMPTY line 1 of \"/3.csv\" -[] +[]",
            "MALFORMED_HEADER line 1 of \"/4.csv\" -[] +[]"),
        told);
  }

  @Test
  void anotherOrderIsReadOnlyByName() throws IOException {
    String[] files = {"a,b,c\n1,,3\n", "c,a,b\n\"\",long enough to move,6\n7\n\"x\"y,1,2\n"};
    try (CsvFile file = open("{}", files)) {
      assertEquals(List.of("1 1/2: [1] NULL [3]"), read(file));
    }
    try (CsvFile file = open("{'header_match': 'by_name'}", files)) {
      assertEquals(
          List.of(
              "1 1/2: [1] NULL [3]",
              "2 2/2: [long enough to move] [6] []",
              "3 2/3: [7]",
              "4 2/4: TEXT_AFTER_QUOTE on 4 <y,1,2>"),
          read(file));
    }
    assertEquals(
        List.of(
            "OTHER_ORDER line 1 of \"/2.csv\" -[] +[]", "REORDERED line 1 of \"/2.csv\" -[] +[]"),
        told);
  }

  @Test
  void theFirstFileDecidesOnTheDelimiter() throws IOException {
    try (CsvFile file = open("{'header': ['x', 'y']}", "1;2\n", "", "3;4,5\n")) {
      assertEquals(List.of("1 1/1: [1] [2]", "2 3/1: [3] [4,5]"), read(file));
    }
    assertEquals(List.of(), told);
  }

  @Test
  void theIdentityDependsOnEveryFile() throws IOException {
    try (CsvFile two = open("{}", "a\n1\n", "a\n2\n");
        CsvFile three = open("{}", "a\n1\n", "a\n2\n", "a\n")) {
      assertEquals("2 files", two.identity().substring(0, 7));
      assertEquals("3 files", three.identity().substring(0, 7));
      assertEquals(10, three.bytes());
    }
  }
}
