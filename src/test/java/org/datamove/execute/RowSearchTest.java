package org.datamove.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.datamove.execute.Command.Run;
import org.datamove.plan.SearchSteps;
import org.datamove.plan.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowSearchTest {
  private static final SearchSteps STEPS =
      new SearchSteps(
          List.of(),
          Steps.STAGING,
          Steps.load(Step.Load.Method.COPY, "w", false),
          Steps.UPSERT,
          null,
          null,
          "\"counter\"");

  /** A table that refuses rows at once, or once a statement has inserted all of its rows. */
  private static final class Rows implements Dialogue {
    private static final Pattern BOUNDS =
        Pattern.compile(
            "datamove_place OPERATOR\\(pg_catalog.>\\) (\\d+)(?: AND .*?<=\\) (\\d+))?");

    private static final Pattern LIMIT = Pattern.compile("LIMIT (\\d+)");
    private final long[] places;
    private final Set<Long> atOnce = new HashSet<>();
    private final Set<Long> atEnd = new HashSet<>();
    private final Set<Long> accepted = new HashSet<>();
    private long counter;
    private int blocks;
    private long inserted;
    private String refusesAll;

    Rows(long... places) {
      this.places = places;
    }

    @Override
    public Answer ask(Command command) {
      Run run = (Run) command;
      String sql = run.statements().get(0).sql();
      if (sql.startsWith("SELECT pg_catalog.to_json(last_value)")) {
        return new Answer(List.of(counter), null);
      }
      Matcher bounds = BOUNDS.matcher(sql);
      assertTrue(bounds.find(), sql);
      long after = Long.parseLong(bounds.group(1));
      if (sql.startsWith("SELECT pg_catalog.json_build_array(")) {
        counter = after;
        long upTo = Long.parseLong(bounds.group(2));
        Matcher limit = LIMIT.matcher(sql);
        assertTrue(limit.find(), sql);
        long[] some =
            Arrays.stream(places)
                .filter(place -> place > after && place <= upTo)
                .limit(Long.parseLong(limit.group(1)))
                .toArray();
        Object first = some.length == 0 ? null : some[0];
        Object last = some.length == 0 ? null : some[some.length - 1];
        return new Answer(List.of(Arrays.asList(first, last, some.length, after)), null);
      }
      blocks++;
      return insert(after, Long.parseLong(bounds.group(2)));
    }

    private Answer insert(long after, long upTo) {
      if (refusesAll != null) {
        return Answer.refused(Refusal.of(refusesAll, "nothing goes"));
      }
      List<Long> rows = new ArrayList<>();
      for (long place : places) {
        if (place > after && place <= upTo) {
          counter = place;
          if (atOnce.contains(place)) {
            inserted += rows.size();
            return Answer.refused(Refusal.of("P0001", "no " + place));
          }
          rows.add(place);
        }
      }
      inserted += rows.size();
      if (rows.stream().anyMatch(atEnd::contains)) {
        return Answer.refused(Refusal.of("23503", "no"));
      }
      accepted.addAll(rows);
      return new Answer(List.of((long) rows.size()), null);
    }

    List<Long> search(long most) throws InterruptedException {
      return new RowSearch(new Database(this), STEPS, place -> "/in.csv", true)
          .run(most, List.of()).stream().map(RowRefusal::place).toList();
    }
  }

  private static Rows of(int rows) {
    return new Rows(IntStream.rangeClosed(1, rows).mapToLong(i -> i * 3L).toArray());
  }

  @Test
  void aTableWithoutRowsHasNone() throws Exception {
    assertEquals(List.of(), of(0).search(10));
  }

  @Test
  void whereAllGoInItTakesOneStatement() throws Exception {
    Rows rows = of(1000);
    assertEquals(List.of(), rows.search(10));
    assertEquals(1, rows.blocks);
  }

  @Test
  void aRowThatIsRefusedAtOnceTakesThree() throws Exception {
    Rows rows = of(1000);
    rows.atOnce.add(900L);
    assertEquals(List.of(900L), rows.search(10));
    assertTrue(rows.blocks <= 4, "blocks: " + rows.blocks);
    assertEquals(999, rows.accepted.size());
  }

  @ParameterizedTest
  @CsvSource({
    "1000,0,0",
    "1000,1,0",
    "1000,0,1",
    "1000,100,0",
    "1000,0,30",
    "500,40,40",
    "7,7,0",
    "7,0,7",
    "1,1,0",
    "1,0,1"
  })
  void findsTheVeryRows(int number, int atOnce, int atEnd) throws Exception {
    for (int seed = 0; seed < 20; seed++) {
      Rows rows = of(number);
      Random random = new Random(seed);
      while (rows.atOnce.size() < atOnce) {
        rows.atOnce.add(3L * (1 + random.nextInt(number)));
      }
      while (rows.atEnd.size() < atEnd) {
        rows.atEnd.add(3L * (1 + random.nextInt(number)));
      }
      Set<Long> bad = new HashSet<>(rows.atOnce);
      bad.addAll(rows.atEnd);
      List<Long> found = rows.search(Long.MAX_VALUE);
      assertEquals(bad.stream().sorted().toList(), found, "seed " + seed);
      assertEquals(number - bad.size(), rows.accepted.size(), "seed " + seed);
    }
  }

  @Test
  void manyRowsThatAreRefusedAtOnceCostFewBlocksAndInserts() throws Exception {
    Rows rows = of(100_000);
    for (long bad = 100; bad <= 100_000; bad += 100) {
      rows.atOnce.add(3 * bad);
    }
    assertEquals(1000, rows.search(Long.MAX_VALUE).size());
    assertTrue(rows.blocks <= 3000, "blocks: " + rows.blocks);
    assertTrue(rows.inserted <= 220_000, "inserted: " + rows.inserted);
  }

  @Test
  void endsWhereThereAreTooMany() throws Exception {
    Rows rows = of(100);
    for (long place : rows.places) {
      rows.atOnce.add(place);
    }
    assertEquals(5, rows.search(5).size());
  }

  @ParameterizedTest
  @CsvSource({"P0001", "53100", "55P03"})
  void aStatementOfWhichNoRowIsAtFaultEndsIt(String state) {
    Rows rows = of(100);
    rows.refusesAll = state;
    assertThrows(RefusedException.class, () -> rows.search(5));
    assertEquals(1, rows.blocks);
  }
}
