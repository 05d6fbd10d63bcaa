package org.datamove.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.datamove.plan.Step.StagedInsert.Told;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SkippingInsertTest {
  private final SkippingInsert insert = new SkippingInsert("INSERT INTO t SELECT a FROM ", "w");

  @Test
  void rowsAreCounted() {
    Step.StagedInsert step = insert.counting();
    assertEquals("INSERT INTO t SELECT a FROM w ON CONFLICT DO NOTHING", step.sql());
    assertEquals(Told.NOT_SKIPPED, step.told());
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "20000, 20000", "20001, 20000"})
  void theFirstOfThemAreToldByASettingOfTheirTable(int wanted, int told) {
    Step.StagedInsert step = insert.listing("my \"é'", wanted);
    assertEquals(
        "WITH inserted AS (INSERT INTO t SELECT a FROM w WHERE"
            + " pg_catalog.set_config('datamove.place_my____', datamove_place::pg_catalog.text,"
            + " true) IS NOT NULL ON CONFLICT DO NOTHING RETURNING"
            + " pg_catalog.current_setting('datamove.place_my____')::pg_catalog.int8 AS place),"
            + " skipped AS (SELECT s.datamove_place FROM w AS s WHERE NOT EXISTS (SELECT FROM"
            + " inserted AS i WHERE i.place OPERATOR(pg_catalog.=) s.datamove_place) ORDER BY"
            + " s.datamove_place LIMIT "
            + told
            + ") SELECT pg_catalog.json_build_object('inserted', (SELECT pg_catalog.count(*) FROM"
            + " inserted), 'skipped', (SELECT pg_catalog.json_agg(datamove_place ORDER BY"
            + " datamove_place) FROM skipped))",
        step.sql());
    assertEquals(Told.SKIPPED, step.told());
  }

  @Test
  void aRefusedRowIsSoughtWithoutAList() {
    assertEquals(
        "INSERT INTO t SELECT a FROM w WHERE datamove_place OPERATOR(pg_catalog.<=) 7 ON CONFLICT"
            + " DO NOTHING",
        insert.listing("t", 1).probe(7));
  }
}
