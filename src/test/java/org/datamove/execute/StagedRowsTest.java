package org.datamove.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.datamove.csv.Place;
import org.datamove.error.ErrorFields;
import org.datamove.load.Chunks;
import org.datamove.request.Described;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StagedRowsTest {
  private static final long[] PLACES = {
    Place.of(1, 2), Place.of(1, 3), Place.of(2, 2), Place.of(2, 5), Place.of(3, 2)
  };
  private static final String INSERT =
      "kept WITH written AS (INSERT INTO t SELECT a FROM w ON CONFLICT DO UPDATE)";
  private static final Pattern BETWEEN = Pattern.compile(">\\) (\\d+) AND .*<\\) (\\d+)");
  private static final Pattern PROBE = Pattern.compile("<=\\) (\\d+) ON CONFLICT");

  private final ScriptedFeed feed = ScriptedFeed.of(Chunks.file("1", PLACES));
  private Running move = running(table());

  private static Described table() {
    return Described.table("t").column("a", "text").column("b", "text").unique("t_key", "a", "b");
  }

  private Running running(Described table) {
    Running made = new Running(feed, table);
    made.host.answer(
        "INSERT INTO t SELECT a FROM w", Map.of("inserted", 2L, "updated", 1L, "unchanged", 2L));
    return made;
  }

  private RowRefusedException refused(String state, String constraint, String detail) {
    ErrorFields fields = new ErrorFields("s", "t", null, constraint, null);
    Refusal refusal = new Refusal(state, "refused", detail, null, null, null, fields);
    move.host.refuseWhere(INSERT::equals, refusal);
    RowRefusedException refused =
        assertThrows(RowRefusedException.class, () -> move.run(Steps.upserts()));
    assertEquals(0, move.host.open());
    assertEquals(1, feed.times());
    return refused;
  }

  /** Answers halving's questions, and refuses all statements that take the row. */
  private void seeks(long bad) {
    move.host.answer("json_build_array(pg_catalog.max", List.of(PLACES[PLACES.length - 1]));
    move.host.answerBy("percentile_disc", this::middle);
    move.host.refuseWhere(
        line ->
            line.startsWith("try ")
                && PROBE.matcher(line).results().anyMatch(m -> Long.parseLong(m.group(1)) >= bad),
        Refusal.of("23514", "refused"));
  }

  private Object middle(String sql) {
    return BETWEEN
        .matcher(sql)
        .results()
        .map(
            m -> {
              long[] between =
                  Arrays.stream(PLACES)
                      .filter(p -> p > Long.parseLong(m.group(1)) && p < Long.parseLong(m.group(2)))
                      .toArray();
              List<Object> found = new ArrayList<>();
              found.add(between.length == 0 ? null : between[(between.length - 1) / 2]);
              return found;
            })
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theStatementTellsWhatBecameOfTheRows() throws Exception {
    Tally tally = move.run(Steps.upserts()).tally();
    assertEquals(
        """
        begin CREATE TEMPORARY TABLE w
          run COPY w (a) FROM '/chunks/1' (FORMAT binary)
          INSERT
          keep DROP TABLE w; ANALYZE t"""
            .replace("INSERT", INSERT),
        move.host.script());
    assertEquals(
        Map.of(
            "read",
            5L,
            "inserted",
            2L,
            "updated",
            1L,
            "unchanged",
            2L,
            "skipped",
            0L,
            "rejected",
            0L,
            "suppressed",
            0L),
        tally.toJson().entrySet().stream()
            .filter(member -> member.getValue() != null)
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  @Test
  void ofTwoRowsWithAUniqueKeyTheSecondIsRefused() {
    move.host.answer("strpos", List.of(PLACES[1], PLACES[3]));
    RowRefusedException refused = refused("23505", "t_key", "Key (a, b)=(1, x) already exists.");
    assertEquals(5, refused.line());
    assertEquals("/part2.csv", refused.path());
    Command.Run asked = (Command.Run) move.host.asked().get(3);
    Statement.Query query = (Statement.Query) asked.statements().get(0);
    assertEquals(Map.of("detail", "Key (a, b)=(1, x) already exists."), query.argument());
    assertEquals(
        "SELECT pg_catalog.to_json(pg_catalog.array_agg(s.datamove_place)) FROM"
            + " (SELECT l.datamove_place FROM (SELECT k.datamove_place FROM (SELECT datamove_place,"
            + " pg_catalog.concat('=(', pg_catalog.concat_ws(', ', \"a\", \"b\"), ')') AS shown"
            + " FROM w) AS k WHERE pg_catalog.strpos(pg_catalog.json_extract_path_text($1,"
            + " 'detail'), k.shown) OPERATOR(pg_catalog.>) 0 ORDER BY pg_catalog.length(k.shown)"
            + " DESC FETCH FIRST ROW WITH TIES) AS l ORDER BY l.datamove_place LIMIT 2) AS s",
        query.sql());
  }

  @Test
  void theOnlyRowWithTheKeyIsRefused() {
    move.host.answer("strpos", List.of(PLACES[4]));
    assertEquals("/part3.csv", refused("23505", "t_key", "Key (a, b)=(1, x) exists.").path());
  }

  @Test
  void aPrimaryKeyIsAUniqueOne() {
    move = running(Described.table("t").column("a", "text").primaryKey("a"));
    move.host.answer("strpos", List.of(PLACES[0], PLACES[1]));
    assertEquals(3, refused("23505", "t_pkey", "Key (a)=(1) already exists.").line());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theFirstRowThatRefersToNothingIsRefused(boolean self) {
    move = running(references(self));
    move.host.answer("strpos", List.of(PLACES[1], PLACES[3]));
    assertEquals(3, refused("23503", "t_fkey", "Key (a)=(1) is not present.").line());
  }

  private static Described references(boolean self) {
    return Described.table("t")
        .column("a", "text")
        .with(
            "{'foreign_keys': [{'name': 't_fkey', 'table': 's.t', 'columns': ['a'],"
                + " 'references_table': 's.p', 'references_columns': ['a'], 'self': "
                + self
                + ", 'on_delete': 'no action', 'on_update': 'no action'}]}");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void elseItIsSoughtByPlace(int bad) {
    seeks(PLACES[bad]);
    RowRefusedException refused = refused("23514", "t_check", "Failing row contains (1).");
    assertEquals(Place.line(PLACES[bad]), refused.line());
    assertEquals("/part" + Place.file(PLACES[bad]) + ".csv", refused.path());
  }

  @Test
  void aKeyThatNoRowShowsIsSoughtToo() {
    seeks(PLACES[2]);
    assertEquals("/part2.csv", refused("23505", "t_key", "Key (a, b)=(1, ...").path());
  }

  @Test
  void aDetailThatIsNotShownIsSoughtToo() {
    seeks(PLACES[1]);
    assertEquals(3, refused("23505", "t_key", null).line());
  }

  @Test
  void aKeyThatCannotBeAskedForIsSoughtToo() {
    seeks(PLACES[1]);
    move.host.refuse("strpos", "42883");
    assertEquals(3, refused("23505", "t_key", "Key (a, b)=(1, x) already exists.").line());
  }

  @Test
  void firstRowsOfATableThatRefersToItselfTellNothing() {
    move = running(references(true));
    seeks(PLACES[1]);
    assertNull(refused("23503", "t_fkey", "Key (a)=(1) is not present.").line());
    assertEquals(0, count("try "));
    move = running(references(true));
    seeks(PLACES[1]);
    RowRefusedException other =
        assertThrows(
            RowRefusedException.class,
            () -> {
              move.host.refuse("kept WITH written", "23514");
              move.run(Steps.upserts());
            });
    assertEquals(3, other.line());
  }

  @Test
  void tooManyRowsAreNotSought() {
    move.host.answer("json_build_array(pg_catalog.max", new Object[] {null});
    assertNull(refused("23514", "t_check", null).line());
    assertEquals(0, count("try "));
    assertEquals(1, count("HAVING pg_catalog.count(*) OPERATOR(pg_catalog.<=) 200000"));
  }

  private long count(String part) {
    return move.host.commands().stream().filter(line -> line.contains(part)).count();
  }
}
