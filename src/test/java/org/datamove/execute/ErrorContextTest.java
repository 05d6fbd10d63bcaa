package org.datamove.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorContextTest {
  private static final String COPY = "COPY \"s\".\"t\" (\"a\") FROM '/chunks/1' (FORMAT text)";
  private static final String INSERT = "INSERT INTO \"s\".\"t\" (\"a\")\nSELECT * FROM\n  stage";
  private static final String TRIGGER = "PL/pgSQL function public.check_it() line 3 at RAISE";

  /** As PL/pgSQL nests blocks: each level evaluates an assignment. */
  private static final String HOST =
      """
      PL/pgSQL function datamove.run_block(uuid,json) line 34 at GET DIAGNOSTICS
      PL/pgSQL assignment "answer := datamove.run_block(move_id, command)"
      PL/pgSQL function datamove.run_block(uuid,json) line 29 at assignment
      PL/pgSQL function datamove.converse(text,text,jsonb,jsonb) line 35 at assignment""";

  private static final String CALLERS = HOST.substring(HOST.indexOf('\n'));

  /** An error in a statement, by the levels inside of it. */
  private static String context(String inner, String quoted) {
    return inner
        + (inner.isEmpty() ? "" : "\n")
        + quoted
        + "\nPL/pgSQL function datamove.run_command(json) line 29 at EXECUTE"
        + "\nPL/pgSQL assignment \"answer := datamove.run_command(command)\""
        + "\nPL/pgSQL function datamove.run_block(uuid,json) line 24 at assignment"
        + CALLERS;
  }

  private static ErrorContext of(String inner, String sql) {
    return new ErrorContext(
        context(inner, "SQL statement \"" + sql + "\""), HOST, List.of(new Statement.Sql(sql)));
  }

  @Test
  void ofATriggerIsKeptWhatIsInsideOfTheStatement() {
    assertEquals(TRIGGER, of(TRIGGER, INSERT).ofOthers());
    assertNull(of("", INSERT).ofOthers());
  }

  @Test
  void theLevelOfCopyIsNobodyElses() {
    assertNull(of("COPY t, line 3, column a: \"x\"", COPY).ofOthers());
    assertEquals(TRIGGER, of(TRIGGER + "\nCOPY t, line 3: \"x\"", COPY).ofOthers());
  }

  @Test
  void triggersThatRunStatementsKeepAllOfTheirLevels() {
    String levels =
        "PL/pgSQL function inner() line 1 at RAISE\nSQL statement \"UPDATE u SET a = 1\"\n"
            + TRIGGER;
    assertEquals(levels, of(levels, INSERT).ofOthers());
    assertEquals(levels, of(levels + "\nCOPY t, line 1: \"x\"", COPY).ofOthers());
  }

  @Test
  void otherLanguagesQuoteOtherwise() {
    ErrorContext german =
        new ErrorContext(
            context("PL/pgSQL-Funktion f() Zeile 3 bei RAISE", "SQL-Anweisung »" + INSERT + "«"),
            HOST,
            List.of(new Statement.Sql(INSERT)));
    assertEquals("PL/pgSQL-Funktion f() Zeile 3 bei RAISE", german.ofOthers());
  }

  @Test
  void theStatementThatFailedMayBeAnyOfSeveral() {
    List<Statement> statements =
        List.of(new Statement.Sql("TRUNCATE t"), new Statement.Sql("ALTER TABLE t ADD b text"));
    ErrorContext context =
        new ErrorContext(
            context(TRIGGER, "SQL statement \"ALTER TABLE t ADD b text\""), HOST, statements);
    assertEquals(TRIGGER, context.ofOthers());
  }

  @Test
  void callersThatRunTheSameStatementAreNotMistaken() {
    String callers =
        "\nSQL statement \"" + INSERT + "\"\nPL/pgSQL function mine() line 1 at SQL statement";
    ErrorContext context =
        new ErrorContext(
            context(TRIGGER, "SQL statement \"" + INSERT + "\"") + callers,
            HOST + callers,
            List.of(new Statement.Sql(INSERT)));
    assertEquals(TRIGGER, context.ofOthers());
  }

  @Test
  void anUnknownContextTellsNothing() {
    assertNull(new ErrorContext(null, null, List.of()).ofOthers());
    assertEquals(0, new ErrorContext(null, null, List.of()).copiedRow());
    assertNull(new ErrorContext(TRIGGER, null, List.of(new Statement.Sql("X"))).ofOthers());
    ErrorContext alone =
        new ErrorContext(
            TRIGGER + "\nSQL statement \"X\"", "one line", List.of(new Statement.Sql("X")));
    assertEquals(TRIGGER, alone.ofOthers());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "COPY t, line 3|3",
        "COPY t, line 12, column a: \"1, line 4\"|12",
        "COPY t, Zeile 3: »x«|3",
        "PL/pgSQL function f() line 3 at RAISE|0",
        "COPY t, line x|0",
        "'COPY odd, name, line 5, column a'|5",
        "COPY t TO STDOUT, line|0"
      })
  void copyCountsRows(String inner, int row) {
    assertEquals(row, of(inner, COPY).copiedRow());
  }

  @Test
  void aClientsStatementIsAboveAllLevels() {
    String context = TRIGGER + "\nCOPY t, line 3: \"x\"";
    ErrorContext copied = new ErrorContext(context, "", List.of(new Statement.Sql(COPY)));
    assertEquals(TRIGGER, copied.ofOthers());
    assertEquals(
        TRIGGER, new ErrorContext(TRIGGER, "", List.of(new Statement.Sql(INSERT))).ofOthers());
  }

  @Test
  void belowAClientsQuestionAllIsOurs() {
    Statement question = new Statement.Ask(Question.JUDGE, Map.of());
    assertNull(
        new ErrorContext("PL/pgSQL function inline_code_block line 3", "", List.of(question))
            .ofOthers());
  }
}
