package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.datamove.quickstart.Console;
import org.datamove.testing.Baseline;
import org.datamove.testing.Installation;
import org.datamove.testing.Installations;
import org.datamove.testing.Jdbc;
import org.datamove.testing.Project;
import org.datamove.testing.Psql;
import org.datamove.testing.TestDatabase;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The scripts of {@code examples/} and the session in {@code README.md} show what they say they
 * show, in every installation; the scripts also in psql, where there is one.
 */
class ExamplesIT {

  private static final Path EXAMPLES = Project.root().resolve("examples");

  /** Says in a script that it needs an extension. */
  private static final Pattern EXTENSION =
      Pattern.compile("^CREATE EXTENSION IF NOT EXISTS (\\w+);", Pattern.MULTILINE);

  /** A statement, an empty line, and what it shows. */
  private static final Pattern README_STEP =
      Pattern.compile("(?s)^```\n(SELECT .*?;)\n\n(.*?)\n```$", Pattern.MULTILINE);

  /** Where the files are in the README's session. */
  private static final String README_DIRECTORY = "/data/";

  @TestFactory
  Stream<DynamicTest> scripts() {
    return Installations.all().stream()
        .flatMap(
            installation ->
                scriptFiles().stream()
                    .map(
                        script ->
                            DynamicTest.dynamicTest(
                                installation + ": " + script.getFileName(),
                                () -> check(installation, script))));
  }

  @TestFactory
  Stream<DynamicTest> readme() {
    return Installations.all().stream()
        .map(
            installation ->
                DynamicTest.dynamicTest(
                    installation + ": README.md", () -> checkReadme(installation)));
  }

  private static void check(Installation installation, Path script) throws Exception {
    Path expected =
        Project.testResources()
            .resolve("examples")
            .resolve(script.getFileName().toString().replaceFirst("\\.sql$", ".out"));
    try (TestDatabase database = installation.newDatabase()) {
      requireExtension(installation, database, script);
      String directory = installation.server().publish(EXAMPLES, database.name());
      String session = play(database, script, Map.of("dir", directory), Console.Echo.LINES);
      Baseline.check(expected, session.replace(directory, "$DIR"));
    }
    Optional<Psql> psql = installation.server().psql();
    if (psql.isPresent()) {
      try (TestDatabase database = installation.newDatabase()) {
        String directory = installation.server().publish(EXAMPLES, database.name());
        String session = psql.get().typeIn(database.name(), script, Map.of("dir", directory));
        Baseline.check(expected, session.replace(directory, "$DIR"));
      }
    }
  }

  private static void requireExtension(
      Installation installation, TestDatabase database, Path script)
      throws IOException, SQLException {
    Matcher needed = EXTENSION.matcher(Files.readString(script));
    if (!needed.find()) {
      return;
    }
    String extension = needed.group(1);
    try (Connection connection = database.connect()) {
      if (!Jdbc.hasExtension(connection, extension)) {
        Installations.skipped(
            "examples that need " + extension + ": " + installation + " does not have it");
        Assumptions.abort("the server does not have the extension " + extension);
      }
    }
  }

  private static void checkReadme(Installation installation) throws IOException, SQLException {
    String readme = Files.readString(Project.root().resolve("README.md"));
    List<MatchResult> steps = README_STEP.matcher(readme).results().toList();
    assertFalse(steps.isEmpty(), "README.md has no session");
    Path script = Files.createTempFile("datamove-readme", ".sql");
    try (TestDatabase database = installation.newDatabase()) {
      String directory = installation.server().publish(EXAMPLES, database.name()) + "/";
      Files.writeString(
          script,
          steps.stream()
              .map(step -> step.group(1).replace(README_DIRECTORY, directory))
              .collect(Collectors.joining("\n\n")));
      String session = play(database, script, Map.of(), Console.Echo.STATEMENTS);
      assertEquals(
          steps.stream()
              .map(step -> step.group(1) + "\n\n" + step.group(2))
              .collect(Collectors.joining("\n\n")),
          session.replace(directory, README_DIRECTORY).replaceAll("(?m) +$", "").strip());
    } finally {
      Files.delete(script);
    }
  }

  private static String play(
      TestDatabase database, Path script, Map<String, String> variables, Console.Echo echo)
      throws IOException, SQLException {
    StringBuilder session = new StringBuilder();
    new Console(database.connect(), variables, echo, session).run(script);
    return session.toString();
  }

  private static List<Path> scriptFiles() {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      return files.filter(file -> file.toString().endsWith(".sql")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
