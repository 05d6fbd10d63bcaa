package org.datamove.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
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
          {}                         @ a,b/1,x//c,d/7,9.5                @ 1 2 3 A2     @ 1 2 3 A2
          {}                         @ a,b/1,x//c,d/7,y                  @ 1 2 3        @ 1 2 3
          {}                         @ a,b/1,x/2,y/3,z//c,d/7,y          @ 1 2 3 4 5 A4 @ 1 2 3 4 5 A4
          {}                         @ a,b/1,x/2,y/3,z//c,d              @ 1 2 3 4      @ 1 2 3 4
          {}                         @ a,b/1,x/2,y/3,z//c,d/p,q          @ 1 2 3 4 5    @ 1 2 3 4 5
          {}                         @ a,b/1,x/2,y/3,z/c,d/7,9           @ 1 2 3 4 5    @ 1 2 3 4 5
          {}                         @ a,b/1,2//c,d/3,4                  @ 1 2 3 A2     @ 1 2 3 A2
          {}                         @ a,b/1,2//c,/3,4                   @ 1 2 3        @ 1 2 3
          {}                         @ a,b/1,2//c,d/x,y/3,4              @ 1 2 3 4      @ 1 2 3 4
          {}                         @ a,b/x,y//c,d/z,w                  @ 1 2 3        @ 1 2 3
          {}                         @ a,b/1,2//c,d/3,4//e,f/5,6         @ 1 2 3 A2 4 5 A4 @ 1 2 3 A2 4 5 A4
          """)
  void areTold(String options, String text, String strict, String lenient) {
    assertEquals(strict, read(options, text));
    assertEquals(
        lenient,
        read(
            options.replace("}", "{}".equals(options) ? "'lenient': true}" : ", 'lenient': true}"),
            text));
  }

  /** Rows with blank lines between them, of columns of words, of numbers, or of both. */
  @Test
  void spacedRowsAreNoTables() {
    List<Integer> pure = new ArrayList<>();
    List<Integer> mixed = new ArrayList<>();
    for (int seed = 0; seed < 2000; seed++) {
      if (read("{}", spaced(new Random(seed), false)).contains("A")) {
        pure.add(seed);
      }
      if (read("{}", spaced(new Random(seed), true)).contains("A")) {
        mixed.add(seed);
      }
    }
    assertEquals(List.of(), pure);
    assertTrue(mixed.size() < 5, mixed.toString());
  }

  private static String spaced(Random random, boolean mixed) {
    double[] numbers = random.doubles(2 + random.nextInt(3)).toArray();
    StringBuilder text = new StringBuilder("a,b,c,d".substring(0, numbers.length * 2 - 1));
    for (int row = random.nextInt(30); row >= 0; row--) {
      text.append(random.nextInt(4) == 0 ? "//" : "/");
      for (int i = 0; i < numbers.length; i++) {
        boolean number = (mixed ? random.nextDouble() : 0.5) < numbers[i];
        text.append(i == 0 ? "" : ",").append(number ? "" + random.nextInt(1000) : word(random));
      }
    }
    return text.toString();
  }

  private static String word(Random random) {
    return random.nextInt(12) == 0 ? "" : Character.toString('a' + random.nextInt(26)) + "w";
  }

  private static String mark(FileProblem.Kind kind) {
    return switch (kind) {
      case SECOND_TABLE -> "T";
      case TABLE_ALIKE -> "A";
      default -> "-";
    };
  }

  /**
   * Row numbers, with H the header, skipped with -, and T where a table starts, or A one of as many
   * columns.
   */
  private static String read(String options, String text) {
    List<String> seen = new ArrayList<>();
    byte[] bytes = text.replace('/', '\n').replace('^', '\uFEFF').getBytes(StandardCharsets.UTF_8);
    try (CsvFile file = Reading.with(options).open(bytes)) {
      file.onProblem(problem -> seen.add(mark(problem.kind()) + problem.record().number()));
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
