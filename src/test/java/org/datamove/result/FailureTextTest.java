package org.datamove.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.datamove.error.CaseConflictException;
import org.datamove.error.DataTypeException;
import org.datamove.error.ErrorFields;
import org.datamove.error.Failure;
import org.datamove.error.SchemaConflictException;
import org.datamove.error.ValidationException;
import org.datamove.json.Json;
import org.datamove.request.Described;
import org.datamove.request.Request;
import org.datamove.request.Requests;
import org.datamove.validate.finding.Finding;
import org.datamove.validate.finding.FindingCode;
import org.datamove.validate.finding.Findings;
import org.datamove.validate.finding.Judge;
import org.junit.jupiter.api.Test;

class FailureTextTest {
  private static final String NOTHING_CHANGED =
      "Nothing has been changed. SELECT * FROM datamove.validate(...) lists every problem.";
  private static final String TITLE = "cannot move \"/in.csv\" into table \"s.t\"";

  private final Findings findings = new Findings(100);

  private static Report move() {
    Described table = Described.table("t").column("id", "int4");
    return new Report(Requests.of("{'move_type': 'existing_schema'}", table));
  }

  private static Report inspection() {
    return new Report(
        Request.fromJson(Json.object("{\"task\": \"inspect\", \"csv_path\": \"/in.csv\"}")));
  }

  private static Finding value(String column, long row, String value, String message) {
    return Finding.ofRow(FindingCode.INVALID_VALUE, column, row, row + 1, value, message);
  }

  private static Finding hinted(Finding finding, String hint) {
    return new Finding(
        finding.code(),
        finding.column(),
        finding.row(),
        finding.line(),
        finding.value(),
        finding.message(),
        hint,
        finding.sqlState());
  }

  private Failure failure(Finding... all) {
    List.of(all).forEach(findings::add);
    return FailureText.of(move(), findings);
  }

  @Test
  void oneBadValue() {
    assertEquals(
        new Failure(
            "22P02",
            "invalid value for column \"id\"",
            "Line 4 of \"/in.csv\" holds \"x\": invalid input syntax for type integer: \"x\".",
            "Correct the file; nothing has been changed."),
        failure(value("id", 3, "x", "invalid input syntax for type integer: \"x\"")));
  }

  @Test
  void oneBadValueWithADetailOfTheServers() {
    assertEquals(
        "Line 4 of \"/in.csv\" holds \"{\": invalid JSON. The input string ended unexpectedly.",
        failure(hinted(value("j", 3, "{", "invalid JSON"), "The input string ended unexpectedly."))
            .detail());
  }

  @Test
  void oneProblemOfARecord() {
    Finding stray =
        new Finding(
            FindingCode.STRAY_QUOTE, null, 2L, 3L, "\"x", "quote inside a field", "Q.", "22P04");
    assertEquals(
        new Failure("22P04", "quote inside a field", "Line 3 of \"/in.csv\", at: \"x.", "Q."),
        failure(stray));
  }

  @Test
  void oneProblemOfTheTable() {
    assertEquals(
        new Failure("42501", "permission denied for table \"s.t\"", null, "Hint."),
        failure(
            Finding.ofColumn(
                FindingCode.NOT_PERMITTED, null, "permission denied for table \"s.t\"", "Hint.")));
  }

  @Test
  void oneNull() {
    assertEquals(
        new Failure(
            "23502",
            "null value in column \"id\"",
            "Line 2 of \"/in.csv\".",
            null,
            new ErrorFields("s", "t", "id", null, null)),
        failure(nullInId(1)));
  }

  @Test
  void severalAreAboutWhatTheyHaveInCommon() {
    assertEquals(
        new ErrorFields("s", "t", "id", null, null), failure(nullInId(1), nullInId(2)).fields());
    assertEquals(ErrorFields.NONE, failure(value("id", 3, "x", "bad")).fields());
  }

  @Test
  void whatPostgreSqlSaysOfAValueStays() {
    ErrorFields about = new ErrorFields("s", null, null, "is_even", "even");
    Judge.Verdict verdict = new Judge.Verdict("23514", "value for domain", null, about);
    assertEquals(about, failure(Finding.ofRefusal("id", 1, 2, "3", verdict, null)).fields());
  }

  private static Finding nullInId(long row) {
    return Finding.ofRow(
        FindingCode.NULL_NOT_ALLOWED, "id", row, row + 1, null, "null value in column \"id\"");
  }

  @Test
  void warningsAreNoPartOfIt() {
    assertEquals(
        "no such thing",
        failure(
                Finding.ofLine(FindingCode.NO_DATA_ROWS, null, 1, "empty", null),
                Finding.ofColumn(FindingCode.MISSING_COLUMN, "a", "no such thing", null))
            .message());
  }

  @Test
  void severalProblemsAreListed() {
    assertEquals(
        new Failure(
            "UD001",
            TITLE,
            """
            3 problems were found:
            table is wrong
            line 4, column "id": bad x
            line 5: 1 field where 2 were expected\
            """,
            NOTHING_CHANGED),
        failure(
            value("id", 3, "x", "bad x"),
            Finding.ofColumn(FindingCode.MISSING_COLUMN, "a", "table is wrong", null),
            Finding.ofRow(
                FindingCode.MISSING_FIELDS, null, 4, 5, null, "1 field where 2 were expected")));
  }

  @Test
  void severalOfOneKindShareTheirStateAndHint() {
    Finding one = Finding.ofLine(FindingCode.CASE_CONFLICT, "a", 1, "a differs", "Write it.");
    Finding two = Finding.ofLine(FindingCode.CASE_CONFLICT, "b", 1, "b differs", "Write it.");
    assertEquals(
        new Failure(
            "UD003",
            TITLE,
            "2 problems were found:\nline 1: a differs\nline 1: b differs",
            "Write it."),
        failure(one, two));
  }

  @Test
  void theStateIsThatOfTheCommonKind() {
    Finding caseConflict = Finding.ofLine(FindingCode.CASE_CONFLICT, "a", 1, "m", null);
    Finding missing = Finding.ofLine(FindingCode.MISSING_COLUMN, "b", 1, "m", null);
    Finding tooLong = Finding.ofRow(FindingCode.VALUE_TOO_LONG, "c", 1, 2, "v", "m");
    Finding nothing = Finding.ofRow(FindingCode.NULL_NOT_ALLOWED, "c", 1, 2, null, "m");
    assertEquals("UD002", state(caseConflict, missing));
    assertEquals("UD003", state(caseConflict, caseConflict));
    assertEquals("UD004", state(tooLong, nothing));
    assertEquals("22001", state(tooLong, tooLong));
    assertEquals("UD001", state(tooLong, missing));
  }

  private static String state(Finding... all) {
    Findings some = new Findings(9);
    List.of(all).forEach(some::add);
    return FailureText.of(move(), some).sqlState();
  }

  @Test
  void manyProblemsAreCountedByColumnAndKind() {
    for (long row = 1; row <= 200; row++) {
      findings.add(value("id", row, "x" + row, "bad x" + row));
    }
    findings.add(Finding.ofRow(FindingCode.NULL_NOT_ALLOWED, "n", 7, 8, null, "null in n"));
    for (long row = 1; row <= 3; row++) {
      findings.add(Finding.ofRow(FindingCode.EXTRA_FIELDS, null, row, row + 1, null, "3 fields"));
    }
    assertEquals(
        new Failure(
            "UD001",
            TITLE,
            """
            204 problems were found:
            line 2, column "id": bad x1 (200 times in this column)
            line 2: 3 fields (3 times)
            line 8, column "n": null in n\
            """,
            NOTHING_CHANGED),
        FailureText.of(move(), findings));
  }

  @Test
  void noMoreThanTenLinesAreListed() {
    for (int i = 1; i <= 15; i++) {
      findings.add(value("c" + i, i, "x", "bad"));
      findings.add(value("c" + i, i + 20, "x", "bad"));
    }
    String detail = FailureText.of(move(), findings).detail();
    List<String> lines = detail.lines().toList();
    assertEquals(12, lines.size());
    assertEquals("30 problems were found:", lines.get(0));
    assertEquals("line 11, column \"c10\": bad (2 times in this column)", lines.get(10));
    assertEquals("and 10 more of other kinds or columns", lines.get(11));
  }

  @Test
  void anInspectionHasNoTable() {
    findings.add(Finding.ofRow(FindingCode.MISSING_FIELDS, null, 1, 2, null, "1 field"));
    findings.add(Finding.ofRow(FindingCode.EXTRA_FIELDS, null, 2, 3, null, "3 fields"));
    assertEquals(
        new Failure(
            "22P04",
            "2 problems in \"/in.csv\"",
            "2 problems were found:\nline 2: 1 field\nline 3: 3 fields",
            "Correct the file."),
        FailureText.of(inspection(), findings));
  }

  @Test
  void theExceptionFollowsTheState() {
    assertInstanceOf(
        SchemaConflictException.class,
        refused(Finding.ofColumn(FindingCode.MISSING_COLUMN, "a", "m", null)));
    assertInstanceOf(
        CaseConflictException.class,
        refused(Finding.ofColumn(FindingCode.CASE_CONFLICT, "a", "m", null)));
    assertInstanceOf(DataTypeException.class, refused(value("a", 1, "x", "m")));
    ValidationException other =
        refused(Finding.ofColumn(FindingCode.NOT_PERMITTED, null, "m", null));
    assertEquals(ValidationException.class, other.getClass());
    assertTrue(other.report().containsKey("findings"));
    assertEquals("42501", other.failure().sqlState());
  }

  private static ValidationException refused(Finding finding) {
    Findings one = new Findings(1);
    one.add(finding);
    return Outcome.refused(move(), one);
  }
}
