package org.datamove.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.datamove.error.ErrorFields;
import org.datamove.error.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalTest {
  private static final ErrorFields FIELDS = new ErrorFields("s", "t", "a", "t_check", "int4");
  private static final List<Statement> STATEMENTS = List.of(new Statement.Sql("INSERT 1"));

  private static Refusal refusal(String state, String text, String context) {
    return new Refusal(
        state, text, text, text, context + "\nSQL statement \"INSERT 1\"", null, FIELDS);
  }

  @Test
  void aFailureHasAllThatTheDatabaseSaid() {
    Failure failure = refusal("P0001", "no", "PL/pgSQL function f()").failure(null, STATEMENTS);
    assertEquals("P0001", failure.sqlState());
    assertEquals("no", failure.message());
    assertEquals("no\nContext: PL/pgSQL function f()", failure.detail());
    assertEquals("no", failure.hint());
    assertEquals(FIELDS, failure.fields());
  }

  @Test
  void theLineComesBeforeTheContext() {
    Refusal refusal = refusal("P0001", "no", "PL/pgSQL function f()");
    assertEquals(
        "no\nLine 3 of \"x\".\nContext: PL/pgSQL function f()",
        refusal.failure("Line 3 of \"x\".", STATEMENTS).detail());
    assertEquals("Line 3.", Refusal.of("22P02", "no").failure("Line 3.", List.of()).detail());
    assertNull(Refusal.of("22P02", "no").failure(null, List.of()).detail());
    assertNull(Refusal.of("22P02", "no").failure(null, List.of()).hint());
  }

  @ParameterizedTest
  @ValueSource(strings = {"22P02", "23514"})
  void errorsOfRowsQuoteValuesWhoseLineEndsAreShown(String state) {
    Failure failure = refusal(state, "a\nb\u001B\u202E\tc", "f\ng\u001B").failure(null, STATEMENTS);
    assertEquals("a\\nb\\u001B\\u202E\tc", failure.message());
    assertEquals("a\\nb\\u001B\\u202E\tc", failure.hint());
    assertEquals("a\\nb\\u001B\\u202E\tc\nContext: f\ng\\u001B", failure.detail());
  }

  @ParameterizedTest
  @ValueSource(strings = {"42501", "P0001", "53100"})
  void othersHaveLinesOfTheirOwn(String state) {
    Failure failure = refusal(state, "a\nb\r\u001B", "f").failure(null, STATEMENTS);
    assertEquals("a\nb\\r\\u001B", failure.message());
    assertEquals("a\nb\\r\\u001B", failure.hint());
    assertEquals("a\nb\\r\\u001B\nContext: f", failure.detail());
  }

  @Test
  void statesAndClassesAreTold() {
    Refusal refusal = Refusal.of("55P03", "locked");
    assertTrue(refusal.is("23", "55"));
    assertTrue(refusal.is("55P03"));
    assertFalse(refusal.is("55P04", "5P"));
    assertFalse(refusal.is());
  }
}
