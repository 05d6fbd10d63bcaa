package org.datamove.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.datamove.csv.CsvFile;
import org.datamove.csv.CsvFiles;
import org.datamove.csv.Row;
import org.datamove.json.Json;
import org.datamove.request.Options;
import org.datamove.source.MemorySource;
import org.datamove.type.accept.ValueRule;
import org.datamove.validate.finding.Finding;
import org.datamove.validate.finding.FindingCode;
import org.datamove.validate.finding.Findings;
import org.datamove.validate.finding.Judge;
import org.datamove.validate.finding.Severity;
import org.datamove.validate.row.RowChecker;
import org.datamove.validate.row.TargetColumn;
import org.junit.jupiter.api.Test;

class RowCheckerTest {
  private static final ValueRule NEVER = (buf, from, to) -> false;

  private final List<String> asked = new ArrayList<>();
  private Findings findings = new Findings(100);

  /** Takes what does not start with "bad"; the rest of a bad value is its SQLSTATE. */
  private Map<String, List<Judge.Verdict>> judge(
      Map<String, List<String>> values, Set<String> written) {
    Map<String, List<Judge.Verdict>> answer = new LinkedHashMap<>();
    values.forEach(
        (column, texts) -> {
          asked.add(column + texts);
          answer.put(column, texts.stream().map(RowCheckerTest::verdict).toList());
        });
    return answer;
  }

  private static Judge.Verdict verdict(String text) {
    return text.startsWith("bad")
        ? new Judge.Verdict(text.substring(3), "refused " + text, "Detail of it.")
        : Judge.Verdict.ACCEPTED;
  }

  private List<Boolean> check(RowChecker checker, String text) throws IOException {
    List<Boolean> good = new ArrayList<>();
    try (CsvFile file = file(text)) {
      Row row = new Row();
      while (file.next(row)) {
        good.add(checker.check(row));
      }
    }
    return good;
  }

  private static CsvFile file(String text) throws IOException {
    return CsvFiles.open(
        MemorySource.of(text.getBytes(StandardCharsets.UTF_8)),
        Options.fromJson(Json.object("{\"header\": false, \"delimiter\": \",\"}")).csv());
  }

  private List<String> found() {
    return findings.sorted().stream()
        .map(
            f ->
                f.code().word()
                    + " "
                    + f.sqlState()
                    + " "
                    + f.column()
                    + " row "
                    + f.row()
                    + " line "
                    + f.line()
                    + " <"
                    + f.value()
                    + "> "
                    + f.message()
                    + (f.hint() == null ? "" : " | " + f.hint()))
        .toList();
  }

  private RowChecker checker(int fields, TargetColumn... columns) {
    return new RowChecker(fields, List.of(columns), findings, this::judge);
  }

  @Test
  void malformedAndRaggedRows() throws IOException {
    RowChecker two = checker(2);
    assertEquals(
        List.of(true, false, false, false, true, false),
        check(two, "1,2\n1\n1,2,3\na\"b,2\n\"3\",4\n\"a\"b,\0\n"));
    assertEquals(
        List.of(
            "missing_fields 22P04 null row 2 line 2 <null> 1 field where 2 were expected",
            "extra_fields 22P04 null row 3 line 3 <null> 3 fields where 2 were expected",
            "stray_quote 22P04 null row 4 line 4 <\"b,2> quote inside a field that does not start"
                + " with one | Quote the whole field, and write a quote inside it twice. There is"
                + " one way only to read the record: \"a\"\"b\",2. To have it read so, set the options"
                + " {\"lenient\": true}.",
            "nul_character 22021 null row 6 line 6 <null> NUL character | Remove the character:"
                + " PostgreSQL cannot store it."),
        found());
  }

  @Test
  void moreOfMalformedRows() throws IOException {
    check(checker(1), "1,2\n\"a\"b\n\"open\n");
    check(checker(1), "\"open\n");
    assertEquals(
        List.of(
            "extra_fields 22P04 null row 1 line 1 <null> 2 fields where 1 was expected",
            "unclosed_quote 22P04 null row 1 line 1 <\"open> quoted field is not closed before the"
                + " end of the file | Look for a quote that was opened on this line and never"
                + " closed.",
            "text_after_quote 22P04 null row 2 line 2 <b> text after a closing quote | Quote the"
                + " whole field, and write a quote inside it twice.",
            "unclosed_quote 22P04 null row 3 line 3 <\"open> quoted field is not closed before the"
                + " end of the file | Look for a quote that was opened on this line and never"
                + " closed."),
        found());
  }

  @Test
  void aBlankLineIsARowOfOneColumn() throws IOException {
    assertEquals(List.of(true, true), check(checker(1), "\nx\n"));
    assertEquals(
        List.of(false, true),
        check(checker(1, Targets.column("v", 0, false, (b, f, t) -> true)), "\nx\n"));
    assertEquals(
        List.of("null_not_allowed 23502 v row 1 line 1 <null> null value in column \"v\""),
        found());
  }

  @Test
  void onlyDoubtfulValuesAreAskedFor() throws IOException, InterruptedException {
    RowChecker checker =
        checker(
            3,
            Targets.column("a", 0, true, (buf, from, to) -> buf[from] == 'o'),
            Targets.column("b", 2, true, NEVER));
    check(checker, "ok,x,1\nmaybe,x,2\n,x,\nmaybe,x,2\n");
    assertEquals(List.of(), asked);
    assertTrue(checker.settle());
    assertEquals(List.of("b[1, 2]", "a[maybe]"), asked);
    assertEquals(List.of(), found());
    assertTrue(checker.settle());
    assertEquals(2, asked.size());
  }

  @Test
  void verdictsAreRemembered() throws IOException, InterruptedException {
    RowChecker checker = checker(1, Targets.column("a", 0, true, NEVER));
    check(checker, "bad22003\nfine\n");
    assertFalse(checker.settle());
    assertEquals(Set.of(1L), checker.refusedRows());
    assertEquals(List.of(true, false), check(checker, "fine\nbad22003\n"));
    assertTrue(checker.settle());
    assertEquals(Set.of(), checker.refusedRows());
    assertEquals(List.of("a[bad22003, fine]"), asked);
    assertEquals(2, findings.errors());
  }

  @Test
  void longValuesAreAskedForAgain() throws IOException, InterruptedException {
    RowChecker checker = checker(1, Targets.column("a", 0, true, NEVER));
    String value = "x".repeat(101);
    check(checker, value);
    checker.settle();
    check(checker, value);
    checker.settle();
    assertEquals(2, asked.size());
  }

  @Test
  void refusalsCarryWhatPostgresSays() throws IOException, InterruptedException {
    RowChecker checker = checker(1, Targets.column("a", 0, true, NEVER));
    check(checker, "bad22P02\nbad22003\nbad22008\nbad22001\nbad23514\nbad23502\nbad22007\nfine\n");
    assertFalse(checker.settle());
    assertEquals(
        List.of(
            "invalid_value 22P02",
            "value_out_of_range 22003",
            "value_out_of_range 22008",
            "value_too_long 22001",
            "domain_check 23514",
            "null_not_allowed 23502",
            "invalid_value 22007"),
        findings.sorted().stream().map(f -> f.code().word() + " " + f.sqlState()).toList());
    assertEquals(
        "invalid_value 22P02 a row 1 line 1 <bad22P02> refused bad22P02 | Detail of it.",
        found().get(0));
    assertEquals(Set.of(1L, 2L, 3L, 4L, 5L, 6L, 7L), checker.refusedRows());
  }

  @Test
  void settlementIsDueOnceMuchIsPutAside() throws IOException {
    RowChecker checker = checker(1, Targets.column("a", 0, true, NEVER));
    check(checker, "x".repeat(1024 * 1024 - 1) + "\n");
    assertFalse(checker.isSettlementDue());
    check(checker, "y\n");
    assertTrue(checker.isSettlementDue());

    RowChecker many = checker(1, Targets.column("a", 0, true, NEVER));
    check(many, "x\n".repeat(99_999));
    assertFalse(many.isSettlementDue());
    check(many, "x\n");
    assertTrue(many.isSettlementDue());
  }

  @Test
  void valuesAreCutWhereTheyAreShown() throws IOException {
    RowChecker checker = checker(1, Targets.column("a", 0, true, NEVER));
    check(checker, "bad22P02" + "x".repeat(500) + "\n");
    Finding cut = Finding.ofRow(FindingCode.INVALID_VALUE, "a", 1, 1, "x".repeat(201), "m");
    assertEquals("x".repeat(200) + "…", cut.value());
    Finding pair =
        Finding.ofRow(FindingCode.INVALID_VALUE, "a", 1, 1, "x".repeat(199) + "😀y", "m");
    assertEquals("x".repeat(199) + "…", pair.value());
  }

  @Test
  void alteredValuesAreToldOrRefused() throws IOException, InterruptedException {
    RowChecker checker =
        new RowChecker(
            2,
            List.of(
                new TargetColumn(
                    "warn", 0, true, (b, f, t) -> true, (b, f, t) -> "value is cut", false),
                new TargetColumn(
                    "refuse", 1, true, NEVER, (b, f, t) -> t > f ? "value is cut" : null, true)),
            findings,
            this::judge);
    assertEquals(List.of(true), check(checker, "a,b\n"));
    assertFalse(checker.settle());
    assertEquals(
        List.of(
            "value_altered UD004 refuse row 1 line 1 <b> value is cut",
            "value_altered null warn row 1 line 1 <a> value is cut"),
        found());
    assertEquals(1, findings.errors());
    assertEquals(
        List.of(Severity.ERROR, Severity.WARNING),
        findings.sorted().stream().map(Finding::severity).toList());
  }
}
