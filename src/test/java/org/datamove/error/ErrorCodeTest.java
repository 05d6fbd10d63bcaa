package org.datamove.error;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorCodeTest {

  @ParameterizedTest
  @EnumSource
  void eachHasAnSqlStateAndSomebodyToBlame(ErrorCode code) {
    assertTrue(code.sqlState().matches("[0-9A-Z]{5}"), code.sqlState());
    assertNotNull(code.blame());
  }

  @Test
  void datamovesOwnStates() {
    assertEquals(
        Map.of(
            "UD001", ErrorCode.VALIDATION_FAILED,
            "UD002", ErrorCode.SCHEMA_CONFLICT,
            "UD003", ErrorCode.CASE_CONFLICT,
            "UD004", ErrorCode.DATA_TYPE,
            "UD005", ErrorCode.SOURCE_UNREADABLE),
        Arrays.stream(ErrorCode.values())
            .filter(code -> code.sqlState().startsWith("UD"))
            .collect(Collectors.toMap(ErrorCode::sqlState, code -> code)));
  }

  @Test
  void noStateStandsForTwoCodes() {
    Set<String> states =
        Arrays.stream(ErrorCode.values()).map(ErrorCode::sqlState).collect(Collectors.toSet());
    assertEquals(ErrorCode.values().length, states.size());
  }

  @Test
  void theFamilyIsSealedAndCarriesTheFailure() {
    Failure failure = Failure.of(ErrorCode.SCHEMA_CONFLICT, "a", "B.", null);
    assertEquals(new Failure("UD002", "a", "B.", null), failure);
    Map<String, Object> report = Map.of("x", 1);
    List<DatamoveException> family =
        List.of(
            new ValidationException(failure, report),
            new SchemaConflictException(failure, report),
            new CaseConflictException(failure, report),
            new DataTypeException(failure, report));
    for (DatamoveException one : family) {
      assertEquals(failure, one.failure());
      assertEquals(report, one.report());
      assertEquals("a", one.getMessage());
    }
    assertTrue(DatamoveException.class.isSealed());
    assertTrue(ValidationException.class.isSealed());
  }

  @Test
  void aFailureAsJsonNamesAllFields() {
    assertEquals(
        List.of(
            "sqlstate",
            "message",
            "detail",
            "hint",
            "schema",
            "table",
            "column",
            "constraint",
            "datatype"),
        List.copyOf(new Failure("22023", "m", null, null).toJson().keySet()));
  }
}
