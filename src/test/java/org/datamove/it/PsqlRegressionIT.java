package org.datamove.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.datamove.testing.Baseline;
import org.datamove.testing.Installation;
import org.datamove.testing.Installations;
import org.datamove.testing.Notice;
import org.datamove.testing.Project;
import org.datamove.testing.Psql;
import org.datamove.testing.TestDatabase;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Sessions as a person would type them: each {@code psql/*.sql} is typed into psql, connected to a
 * database of its own, and what psql shows must be the {@code .out} beside it.
 *
 * <p>A script finds the files of {@code psql/data} in the directory {@code :data}. Times of day
 * with fractions are shown as {@code hh:mm:ss.f}; a script does not select other volatile figures.
 */
class PsqlRegressionIT {

  private static final Path SCRIPTS = Project.testResources().resolve("psql");

  @TestFactory
  Stream<DynamicTest> sessions() {
    return Installations.every().stream().flatMap(PsqlRegressionIT::sessions);
  }

  private static Stream<DynamicTest> sessions(Installation installation) {
    Optional<Psql> psql = installation.server().psql();
    if (psql.isEmpty()) {
      Notice.print("NO PSQL SESSION WAS TESTED: " + installation, List.of("psql is missing"));
      return Stream.empty();
    }
    return scripts().stream()
        .map(
            script ->
                DynamicTest.dynamicTest(
                    installation + ": " + script.getFileName(),
                    () -> check(installation, psql.get(), script)));
  }

  private static void check(Installation installation, Psql psql, Path script) {
    try (TestDatabase database = installation.newDatabase()) {
      String data = installation.server().publish(SCRIPTS.resolve("data"), database.name());
      String session = psql.typeIn(database.name(), script, Map.of("data", data));
      String shown =
          session
              .replace(data, "$DATA")
              .replaceAll("\\b\\d\\d:\\d\\d:\\d\\d\\.\\d+", "hh:mm:ss.f")
              .replaceAll("(move_id = '|of move \"?|by move \"?)[0-9a-f-]{36}", "$1(move)");
      String name = script.getFileName().toString().replaceFirst("\\.sql$", ".out");
      Baseline.check(script.resolveSibling(name), shown);
    }
  }

  private static List<Path> scripts() {
    try (Stream<Path> files = Files.list(SCRIPTS)) {
      return files.filter(file -> file.toString().endsWith(".sql")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
