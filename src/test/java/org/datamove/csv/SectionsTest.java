package org.datamove.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The header once more, and another table below the first. */
class SectionsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      quoteCharacter = '\0',
      textBlock =
          """
          {}                         @ id,name/1,Ann/id,name/2,Bo        @ 1 H2 3       @ 1 -2 2
          {}                         @ id,name/1,Ann/ID, Name /2,Bo      @ 1 H2 3       @ 1 -2 2
          {}                         @ id,name/1,Ann/"id","name"/2,Bo    @ 1 H2 3       @ 1 -2 2
          {}                         @ id,name/1,Ann/^id,name/2,Bo       @ 1 H2 3       @ 1 -2 2
          {}                         @ "id","name"/1,A/^"id","name"/2,B  @ 1 H2 3       @ 1 -2 2
          {}                         @ a,b/1,2//x,y,z/2,3,4              @ 1 T2 2 3     @ 1 T2 2 3
          {}                         @ id,name/1,A/id,name/id,name/2,B   @ 1 H2 H3 4    @ 1 -2 -2 2
          {}                         @ ,name/1,A/,name/2,B               @ 1 H2 3       @ 1 -2 2
          {}                         @ É,name/1,A/é,name/2,B             @ 1 H2 3       @ 1 -2 2
          {}                         @ id,name/1,A/name,id/id,names/2,B  @ 1 2 3 4      @ 1 2 3 4
          {}                         @ name/A/name/B                     @ 1 2 3        @ 1 2 3
          {}                         @ 0,1/0,1/2,3                       @ 1 2          @ 1 2
          {'header': ['id', 'name']} @ id,name/1,A                       @ H1 2         @ -1 1
          {'header': false}          @ id,name/id,name                   @ 1 2          @ 1 2
          {}                         @ id,name/1,A/x,y,z/2,3,4           @ 1 2 T2 3     @ 1 2 T2 3
          {}                         @ a,b,c/1,2,3/x,y/2,3/4,5           @ 1 2 T2 3 4   @ 1 2 T2 3 4
          {}                         @ a,b,c/1,2,3/x,y/z,w/4,5           @ 1 2 3 T3 4   @ 1 2 3 T3 4
          {}                         @ a,b,c/1,2,3/x,y/4,5,6             @ 1 2 3        @ 1 2 3
          {}                         @ a,b,c/1,2,3/Total,3               @ 1 2          @ 1 2
          """)
  void areTold(String options, String text, String strict, String lenient) {
    assertEquals(strict, read(options, text));
    assertEquals(
        lenient,
        read(
            options.replace("}", "{}".equals(options) ? "'lenient': true}" : ", 'lenient': true}"),
            text));
  }

  /** Row numbers, with H the header, left out with -, and T where a table starts. */
  private static String read(String options, String text) {
    List<String> seen = new ArrayList<>();
    byte[] bytes = text.replace('/', '\n').replace('^', '\uFEFF').getBytes(StandardCharsets.UTF_8);
    try (CsvFile file = Reading.with(options).open(bytes)) {
      file.onProblem(
          problem ->
              seen.add(
                  (problem.kind() == FileProblem.Kind.SECOND_TABLE ? "T" : "-")
                      + problem.record().number()));
      Row row = new Row();
      while (file.next(row)) {
        seen.add((row.problem() == null ? "" : "H") + row.number());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return String.join(" ", seen);
  }
}
