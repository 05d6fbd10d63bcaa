package org.datamove.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
import org.datamove.validate.finding.Findings;
import org.datamove.validate.finding.Judge;
import org.datamove.validate.row.Prober;
import org.datamove.validate.row.Rejects;
import org.datamove.validate.row.RowChecker;
import org.datamove.validate.row.RowProbes;
import org.junit.jupiter.api.Test;

/** Rows that a row of the table is in the way of, where such rows are skipped. */
class SkippedRowsTest {
  private static final List<String> NAMES = List.of("id", "code");

  private static RowProbe constraint(String kind, String name, String column) {
    return RowProbe.fromJson(
        Json.object(
            ("{'kind': '"
                    + kind
                    + "', 'name': '"
                    + name
                    + "', 'schema': 's', 'table': 't',"
                    + " 'columns': ['"
                    + column
                    + "']}")
                .replace('\'', '"')));
  }

  /** A constraint does not hold for the value that it has as its name, and fails for "odd". */
  private static final Prober PROBER =
      new Prober() {
        @Override
        public List<RowProbe> probes(List<String> columns) {
          return List.of(
              constraint("key", "1", "id"),
              constraint("exclusion", "one", "code"),
              constraint("check", "bad", "code"));
        }

        @Override
        public Answer probe(RowProbe probe, List<List<String>> tuples) {
          Map<Integer, Judge.Verdict> refused = new LinkedHashMap<>();
          for (int i = 0; i < tuples.size(); i++) {
            String value = tuples.get(i).get(0);
            if (value.equals(probe.name())) {
              refused.put(i, Judge.Verdict.ACCEPTED);
            } else if (value.equals("odd") && probe.isKey()) {
              refused.put(i, new Judge.Verdict("22012", "division by zero", null));
            }
          }
          return new Answer(refused, null);
        }
      };

  private static List<String> check(String text, boolean skips) throws Exception {
    Findings findings = new Findings(10);
    Rejects rejects = new Rejects(() -> null, null);
    RowProbes probes = new RowProbes(PROBER.probes(NAMES), NAMES, false, skips, PROBER, note -> {});
    RowChecker checker =
        new RowChecker(
            2, List.of(), findings, (values, written) -> Map.of(), rejects, null, probes);
    try (CsvFile file =
        CsvFiles.open(
            MemorySource.of(text.getBytes(StandardCharsets.UTF_8)),
            Options.fromJson(Json.object("{\"header\": false, \"delimiter\": \",\"}")).csv())) {
      Row row = new Row();
      while (file.next(row)) {
        checker.check(row);
      }
    }
    checker.settle();
    List<String> told =
        new ArrayList<>(
            findings.sorted().stream().map(each -> each.code().word() + " " + each.row()).toList());
    told.add(Rejects.count(rejects) + " rejected");
    return told;
  }

  @Test
  void eachRowIsToldOnce() throws Exception {
    assertEquals(
        List.of("row_skipped 1", "row_skipped 2", "row_skipped 3", "0 rejected"),
        check("1,one\n1,a\n2,one\n3,c\n", true));
    assertEquals(
        List.of(
            "key_exists 1",
            "exclusion_violation 1",
            "key_exists 2",
            "exclusion_violation 3",
            "3 rejected"),
        check("1,one\n1,a\n2,one\n3,c\n", false));
  }

  @Test
  void aRowThatIsRefusedIsNotSkipped() throws Exception {
    assertEquals(
        List.of("check_violation 1", "missing_fields 2", "2 rejected"), check("1,bad\n1\n", true));
  }

  @Test
  void aKeyWhoseExpressionFailsRefusesTheRow() throws Exception {
    assertEquals(List.of("exclusion_violation 1", "1 rejected"), check("1,odd\n", true));
  }
}
