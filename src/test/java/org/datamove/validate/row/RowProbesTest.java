package org.datamove.validate.row;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.datamove.catalog.RowProbe;
import org.datamove.csv.CsvFile;
import org.datamove.csv.CsvFiles;
import org.datamove.csv.Row;
import org.datamove.json.Json;
import org.datamove.request.Options;
import org.datamove.source.MemorySource;
import org.datamove.validate.finding.Finding;
import org.datamove.validate.finding.Judge;
import org.junit.jupiter.api.Test;

class RowProbesTest {
  private static final RowProbe PARENT =
      RowProbe.fromJson(
          Json.object(
              "{\"kind\": \"foreign_key\", \"name\": \"of_shop\", \"schema\": \"s\","
                  + " \"table\": \"sale\", \"columns\": [\"shop\"], \"parent\": \"shop\"}"));

  private final List<String> asked = new ArrayList<>();
  private final List<Finding> notes = new ArrayList<>();
  private final List<String> kept = new ArrayList<>();
  private Judge.Verdict failure;

  /** Shops that begin with "no" do not exist. */
  private Prober.Answer answer(List<List<String>> tuples) {
    asked.add(tuples.toString());
    Map<Integer, Judge.Verdict> refused = new LinkedHashMap<>();
    for (int i = 0; i < tuples.size(); i++) {
      if (failure != null) {
        refused.put(i, failure);
      } else if (String.valueOf(tuples.get(i).get(0)).startsWith("no")) {
        refused.put(i, Judge.Verdict.ACCEPTED);
      }
    }
    return new Prober.Answer(refused, null);
  }

  private RowProbes probes() {
    Prober prober =
        new Prober() {
          @Override
          public List<RowProbe> probes(List<String> columns) {
            return List.of(PARENT);
          }

          @Override
          public Answer probe(RowProbe probe, List<List<String>> tuples) {
            return answer(tuples);
          }
        };
    RowProbes probes =
        new RowProbes(List.of(PARENT), List.of("id", "shop"), false, false, prober, notes::add);
    probes.keep(finding -> kept.add(finding.row() + " " + finding.value()));
    return probes;
  }

  private List<String> settle(RowProbes probes, String text) throws Exception {
    List<String> told = new ArrayList<>();
    add(probes, text);
    probes.settle(finding -> told.add(finding.row() + " " + finding.message()));
    return told;
  }

  private static void add(RowProbes probes, String text) throws Exception {
    try (CsvFile file =
        CsvFiles.open(
            MemorySource.of(text.getBytes(StandardCharsets.UTF_8)),
            Options.fromJson(Json.object("{\"header\": false, \"delimiter\": \",\"}")).csv())) {
      Row row = new Row();
      while (file.next(row)) {
        if (row.text(0).equals("bad")) {
          probes.refused(1);
        }
        probes.add(row);
      }
    }
  }

  @Test
  void eachValueIsAskedForOnce() throws Exception {
    RowProbes probes = probes();
    assertEquals(
        List.of(
            "2 key (shop)=(none) is not in table \"shop\"",
            "4 key (shop)=(none) is not in table \"shop\""),
        settle(probes, "1,a\n2,none\n3,a\n4,none\n"));
    assertEquals(
        List.of("1 key (shop)=(none) is not in table \"shop\""), settle(probes, "5,none\n6,a\n"));
    assertEquals(List.of("[[a], [none]]"), asked);
    assertEquals(List.of("2 none", "4 none", "1 none"), kept);
    assertEquals(List.of(), notes);
  }

  @Test
  void aRefusedValueIsNotTried() throws Exception {
    RowProbes probes = probes();
    add(probes, "bad,none\n2,no\n3,nothing\n");
    probes.refusedLate(3, 1);
    assertEquals(
        List.of(
            "1 key (shop)=(not) is not in table \"shop\"",
            "2 key (shop)=(no) is not in table \"shop\""),
        settle(probes, "4,not\n"));
    assertEquals(List.of("[[no], [not]]"), asked);
  }

  @Test
  void whatCannotBeAskedIsNotedOnceAndAskedNoMore() throws Exception {
    failure = new Judge.Verdict("42501", "permission denied for table shop", null);
    RowProbes probes = probes();
    assertEquals(List.of(), settle(probes, "1,none\n"));
    assertEquals(List.of(), settle(probes, "2,none\n"));
    assertEquals(List.of("[[none]]"), asked);
    assertEquals(
        List.of("foreign key \"of_shop\" is checked by the load only"),
        notes.stream().map(Finding::message).toList());
  }

  @Test
  void theErrorOfAnExpressionIsTheRows() throws Exception {
    failure = new Judge.Verdict("22012", "division by zero", null);
    assertEquals(List.of("1 division by zero"), settle(probes(), "1,none\n"));
  }

  @Test
  void manyValuesAreDueToBeAskedFor() throws Exception {
    RowProbes probes = probes();
    add(probes, "1,a\n");
    assertFalse(probes.areMany());
    add(probes, "2," + "x".repeat(1 << 20) + "\n");
    assertTrue(probes.areMany());
    settle(probes, "3,b\n");
    assertFalse(probes.areMany());
  }
}
