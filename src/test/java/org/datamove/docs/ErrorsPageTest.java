package org.datamove.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.datamove.error.ErrorCode;
import org.junit.jupiter.api.Test;

/** {@code docs/errors.md} has every error, and no others. */
class ErrorsPageTest {
  /** What one SQL function tells another; no caller sees it. */
  private static final Set<String> INTERNAL = Set.of("UD0OK", "UD0IX");

  private final Page page = Page.of("docs/errors.md");

  @Test
  void hasEveryErrorWithItsSqlStateAndBlame() {
    List<String> expected =
        Arrays.stream(ErrorCode.values())
            .map(code -> String.join(" ", word(code), code.sqlState(), word(code.blame())))
            .toList();

    List<String> documented =
        page
            .section("Raised by the engine")
            .find("^\\| `(\\w+)` \\| (\\w{5}) \\| (\\w+) \\| [^|]+ \\|$")
            .stream()
            .map(row -> String.join(" ", row.group(1), row.group(2), row.group(3)))
            .toList();

    assertEquals(expected, documented);
  }

  @Test
  void hasEverySqlStateThatTheSqlFunctionsRaise() {
    Set<String> expected =
        Page.ofAll("sql", "*.sql").find("ERRCODE = '([0-9A-Z]{5})'").stream()
            .map(found -> found.group(1))
            // Undoes a block on purpose and never reaches a caller.
            .filter(state -> !INTERNAL.contains(state))
            .collect(Collectors.toCollection(TreeSet::new));

    Set<String> documented =
        page.section("Raised by the SQL functions").find("^\\| (\\w{5}) \\|").stream()
            .map(row -> row.group(1))
            .collect(Collectors.toCollection(TreeSet::new));

    assertEquals(expected, documented);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
