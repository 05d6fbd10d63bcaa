package org.datamove.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.datamove.testing.Project;
import org.datamove.validate.finding.FindingCode;
import org.junit.jupiter.api.Test;

/** {@code docs/findings.md} has every code and every kind of step, and no others. */
class FindingsPageTest {
  private static final String CODE =
      "^### `(\\w+)`\\n\\n(\\w+)(?:, SQLSTATE ([^.]+))?\\. [^\\n]+\\n(?:[^\\n]+\\n)*\\n"
          + "    ([^\\n]+)\\n\\n([^\\n#][^\\n]+)";

  /** By EncodingIT, which needs a database of another encoding, and by tests with long records. */
  private static final Set<String> SHOWN_ELSEWHERE =
      Set.of("unstorable_character", "record_too_long");

  private final Page page = Page.of("docs/findings.md");

  @Test
  void hasEveryCodeWithItsSeverityAndSqlState() {
    Map<String, String> expected = new TreeMap<>();
    Arrays.stream(FindingCode.values())
        .forEach(code -> expected.put(code.word(), code.severity().word() + " " + code.sqlState()));
    // Made of a rehearsal's error, with the SQLSTATE of whatever the database raised.
    Page.ofAll("src/main/java/org/datamove/execute", "*.java")
        .find("\"code\", \"(\\w+)\"")
        .forEach(code -> expected.put(code.group(1), "error of the database's error"));

    Map<String, String> documented = new TreeMap<>();
    for (MatchResult found : page.find(CODE)) {
      documented.put(found.group(1), found.group(2) + " " + found.group(3));
    }

    assertEquals(
        expected.entrySet().stream().map(Object::toString).collect(Collectors.joining("\n")),
        documented.entrySet().stream().map(Object::toString).collect(Collectors.joining("\n")));
  }

  @Test
  void everyCodeHasMeaningExampleAndRemedy() {
    assertEquals(page.find("^### ").size(), page.find(CODE).size());
  }

  @Test
  void examplesFollowTheStyleOfMessages() {
    for (MatchResult found : page.find(CODE)) {
      assertTrue(MessageStyle.isMessage(found.group(4)), found.group(4));
    }
  }

  /** The samples of messages are what findings of a behaviour case or a psql session say. */
  @Test
  void everySampleIsShownByACase() throws IOException {
    StringBuilder shown = new StringBuilder();
    try (Stream<Path> files = Files.walk(Project.testResources())) {
      for (Path file : files.filter(FindingsPageTest::isShown).toList()) {
        shown.append(Files.readString(file));
      }
    }
    String missing =
        page.find(CODE).stream()
            .filter(found -> !SHOWN_ELSEWHERE.contains(found.group(1)))
            .map(found -> found.group(4))
            .filter(
                message ->
                    shown.indexOf(message) < 0 && shown.indexOf(message.replace("\"", "\\\"")) < 0)
            .collect(Collectors.joining("\n"));
    assertEquals("", missing);
  }

  private static boolean isShown(Path file) {
    return file.endsWith("expected.txt") || file.toString().endsWith(".out");
  }

  @Test
  void hasEveryKindOfStep() {
    Page plan = Page.ofAll("src/main/java/org/datamove/plan", "*.java");
    Set<String> expected =
        Stream.of(
                plan.find("\\bStep\\.[A-Z]\\w+\\(\\s*\"(\\w+)\""),
                plan.find("String (?:NEW|CHECK_DEFERRED) = \"(\\w+)\""),
                plan.find("\\badd\\(\\s*\"(\\w+)\","),
                plan.find("String kind\\(\\) \\{\\s*return \"(\\w+)\""))
            .flatMap(found -> found.stream().map(kind -> kind.group(1)))
            .collect(Collectors.toCollection(TreeSet::new));

    Set<String> documented =
        page.section("Changes").find("^\\| `(\\w+)` \\|").stream()
            .map(kind -> kind.group(1))
            .collect(Collectors.toCollection(TreeSet::new));

    assertEquals(expected, documented);
  }
}
