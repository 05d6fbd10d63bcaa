package org.datamove.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.datamove.csv.RawRecord;
import org.datamove.json.Json;
import org.datamove.request.Options;
import org.datamove.request.RejectLimit;
import org.datamove.validate.finding.Finding;
import org.datamove.validate.finding.FindingCode;
import org.datamove.validate.finding.Findings;
import org.datamove.validate.finding.Severity;
import org.datamove.validate.row.Rejects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FindingsTest {

  private static Finding bad(String column, long row) {
    return Finding.ofRow(FindingCode.INVALID_VALUE, column, row, row + 1, "v", "m" + row);
  }

  @Test
  void adviceIsInTheHintAndAsData() {
    Finding finding =
        Finding.ofColumn(FindingCode.MISSING_COLUMN, "a", "m", "Name it.")
            .advise("Or set", Map.of("delimiter", ";"));
    assertEquals("Name it. Or set the options {\"delimiter\": \";\"}.", finding.hint());
    assertEquals(Map.of("delimiter", ";"), finding.options());
    assertEquals(
        "Set the options {\"quote\": \"none\"}.",
        bad("a", 1).advise("Set", Map.of("quote", "none")).hint());
  }

  @Test
  void allAreCountedAndTheFirstOnesKept() {
    Findings findings = new Findings(2);
    for (long row = 1; row <= 5; row++) {
      findings.add(bad("a", row));
      findings.add(bad("b", row));
    }
    findings.add(Finding.ofRow(FindingCode.NULL_NOT_ALLOWED, "a", 9, 10, null, "n"));
    assertEquals(11, findings.errors());
    assertEquals(11, findings.problems());
    assertEquals(
        List.of("m1", "m1", "m2", "m2", "n"),
        findings.sorted().stream().map(Finding::message).toList());
    assertEquals(5, findings.occurrences(bad("a", 1)));
    assertEquals(1, findings.occurrences(findings.sorted().get(4)));
  }

  @Test
  void rowsThatAreSkippedAreNoProblems() {
    Findings findings = new Findings(1);
    Finding skipped = Finding.ofSkipped(1L, 2, false);
    findings.add(skipped);
    findings.count(skipped, 3);
    assertEquals(4, findings.occurrences(skipped));
    assertEquals(0, findings.problems());
    assertEquals(0, findings.errors());
  }

  @Test
  void errorsComeFirstThenByLine() {
    Findings findings = new Findings(9);
    findings.add(Finding.ofLine(FindingCode.NO_DATA_ROWS, null, 1, "warning", null));
    findings.add(bad("a", 7));
    findings.add(bad("a", 3));
    findings.add(Finding.ofColumn(FindingCode.NOT_PERMITTED, null, "table", null));
    assertEquals(
        List.of("table", "m3", "m7", "warning"),
        findings.sorted().stream().map(Finding::message).toList());
    assertEquals(3, findings.errors());
  }

  @Test
  void rowsThatCanGoAreNoErrorsOfTheMove() {
    Findings findings = Findings.of(options("{\"on_error\": \"reject\", \"report_limit\": 3}"));
    findings.add(bad("a", 1));
    findings.add(bad("a", 2));
    findings.add(Finding.ofColumn(FindingCode.MISSING_COLUMN, "b", "column", null));
    assertEquals(1, findings.errors());
    assertEquals(3, findings.problems());
    Findings others = findings.withoutRows();
    assertEquals(List.of("column"), others.sorted().stream().map(Finding::message).toList());
    assertEquals(1, others.problems());
  }

  @Test
  void asManyAreKeptAsTheCallerSays() {
    Findings one = Findings.of(options("{\"report_limit\": 1}"));
    one.add(bad("a", 1));
    one.add(bad("a", 2));
    assertEquals(1, one.sorted().size());
    assertEquals(2, one.errors());
  }

  private static Options options(String json) {
    return Options.fromJson(Json.object(json));
  }

  @ParameterizedTest
  @EnumSource
  void eachCodeHasAStateThatFitsItsSeverity(FindingCode code) {
    assertTrue(code.word().matches("[a-z_]+"));
    if (code.severity() == Severity.ERROR) {
      assertNotNull(code.sqlState());
      assertTrue(code.sqlState().matches("[0-9A-Z]{5}"), code.sqlState());
    } else {
      assertNull(code.sqlState());
    }
  }

  @Test
  void severitiesAreWordsOfSql() {
    assertEquals("error", Severity.ERROR.word());
    assertEquals("warning", Severity.WARNING.word());
  }

  private static RawRecord raw(String text) {
    return new RawRecord(text, null, null);
  }

  @Test
  void rejectedRowsAreHandedOverNowAndThen() throws InterruptedException {
    List<Integer> handed = new ArrayList<>();
    Rejects rejects = new Rejects(() -> null, rows -> handed.add(rows.size()));
    for (int row = 1; row <= 499; row++) {
      rejects.add(row, row, raw("r"), List.of(bad("a", row)));
      rejects.handOver(false);
    }
    assertEquals(List.of(), handed);
    rejects.add(500, 500, raw("r"), List.of(bad("a", 500)));
    rejects.handOver(false);
    rejects.add(501, 501, raw("x".repeat(512 * 1024)), List.of(bad("a", 501)));
    rejects.handOver(false);
    rejects.add(502, 502, raw("r"), List.of(bad("a", 502)));
    rejects.handOver(true);
    rejects.handOver(true);
    assertEquals(List.of(500, 1, 1), handed);
    assertEquals(502, Rejects.count(rejects));
  }

  @Test
  void aLimitOfRejectedRows() {
    Findings findings = new Findings(1);
    Rejects rejects = new Rejects(() -> null, null);
    rejects.add(1, 2, null, List.of(bad("a", 1)));
    rejects.checkLimit(new RejectLimit(1, null), 10, findings);
    assertEquals(0, findings.errors());
    rejects.checkLimit(new RejectLimit(0, null), 10, findings);
    assertEquals(
        List.of(
            "too_many_rejected UD001",
            "1 row is refused; reject_limit allows 0 rows",
            "Correct the file. Or, to load the other rows, set the options {\"reject_limit\": 1}."),
        Checked.show(findings));
    rejects.add(2, 3, null, List.of(bad("a", 2)));
    Findings percent = new Findings(1);
    rejects.checkLimit(new RejectLimit(null, 10.0), 10, percent);
    assertEquals(
        "2 rows are refused; reject_limit allows 10 % of the rows",
        percent.sorted().get(0).message());
    Findings most = new Findings(1);
    rejects.checkLimit(new RejectLimit(0, null), 3, most);
    assertEquals("Correct the file.", most.sorted().get(0).hint());
  }

  private static long chars(Findings findings) {
    return findings.sorted().stream()
        .mapToLong(finding -> finding.message().length() + String.valueOf(finding.value()).length())
        .sum();
  }

  @Test
  void whatIsKeptHasABoundHoweverManyAreWanted() {
    Findings many = new Findings(Integer.MAX_VALUE);
    for (int row = 1; row <= 2_000_000; row++) {
      many.add(bad("a", row));
    }
    assertEquals(2_000_000, many.errors());
    assertEquals(2_000_000, many.occurrences(bad("a", 1)));
    assertTrue(many.sorted().size() >= 20_000, "not only a few");
    assertTrue(many.sorted().size() <= 30_000, "each counts for what it takes beside its texts");
  }

  @Test
  void whatIsKeptHasABoundHoweverLongItIs() {
    Findings longOnes = new Findings(Integer.MAX_VALUE);
    for (int row = 1; row <= 1_000; row++) {
      longOnes.add(
          Finding.ofRow(FindingCode.INVALID_VALUE, "a", row, row, "v", "m".repeat(100_000)));
    }
    assertEquals(1_000, longOnes.errors());
    assertTrue(chars(longOnes) >= 7 << 20 && chars(longOnes) <= (8 << 20) + 200_000);
  }

  @Test
  void whatIsKeptHasABoundHoweverManyColumnsThereAre() {
    Findings wide = new Findings(1);
    for (int column = 1; column <= 500_000; column++) {
      wide.add(bad("c" + column, 1));
    }
    assertEquals(500_000, wide.errors());
    assertTrue(wide.sorted().size() <= 30_000, "each counts for what it takes beside its texts");
    wide.sorted().forEach(finding -> assertEquals(1, wide.occurrences(finding)));
  }
}
