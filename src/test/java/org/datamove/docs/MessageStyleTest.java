package org.datamove.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.datamove.json.Json;
import org.datamove.testing.Project;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every text that the behaviour cases show to a caller is in PostgreSQL's style. */
class MessageStyleTest {
  private static final Pattern SQL =
      Pattern.compile(
          "(?:ALTER|ANALYZE|COMMENT|COPY|CREATE|DELETE|DROP|INSERT|SELECT|SET|TRUNCATE|WITH) .*");

  /** PostgreSQL's own, with the row's values and whatever line ends they have. */
  private static final String ROW = "Failing row contains (";

  private static Page answers;

  @BeforeAll
  static void read() throws IOException {
    try (Stream<Path> files = Files.walk(Project.testResources().resolve("cases"))) {
      StringBuilder all = new StringBuilder();
      List<Path> expected = files.filter(file -> file.endsWith("expected.txt")).sorted().toList();
      for (Path file : expected) {
        all.append(Files.readString(file));
      }
      answers = new Page(all.toString());
    }
  }

  private static Set<String> texts(String pattern) {
    return answers.find(pattern).stream()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The strings of a JSON key. */
  private static Set<String> members(String key) {
    return texts("\"" + key + "\": (\"(?:[^\"\\\\]|\\\\.)*\")").stream()
        .map(text -> Json.text(Json.object("{\"text\": " + text + "}"), "text"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void messagesAreOneLineInLowerCase() {
    Set<String> messages = members("message");
    messages.addAll(texts("^ERROR \\w{5}: (.*)$"));
    assertFalse(messages.isEmpty());
    messages.removeIf(message -> message.startsWith("NaN ")); // pgvector's own
    messages.removeIf(MessageStyle::isMessage);
    assertEquals(Set.of(), messages);
  }

  @Test
  void hintsAndDetailsAreSentences() {
    Set<String> texts = members("hint");
    texts.addAll(texts("^HINT: (.*)$"));
    texts.addAll(texts("^DETAIL: (.*)$"));
    assertFalse(texts.isEmpty());
    // What a trigger of a case raises is its own: a value of the file, as it is written there.
    texts.removeAll(Set.of("a\\u001B[0m", " forged"));
    // PostgreSQL's own lines of where an error was raised, behind the sentences if there are any.
    texts =
        texts.stream()
            .map(text -> text.replaceFirst("\\n?Context: (?s:.*)", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    texts.remove("");
    texts.removeIf(text -> text.startsWith(ROW) || SQL.matcher(text).matches());
    texts.removeIf(MessageStyle::isSentences);
    assertEquals(Set.of(), texts);
  }
}
