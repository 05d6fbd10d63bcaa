package org.datamove.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.stream.Stream;
import org.datamove.testing.Project;
import org.junit.jupiter.api.Test;

/** Classes and packages that the pages and the notes on packages name are there. */
class ClassNamesTest {
  /** A class with a member or none, in backticks. */
  private static final String NAMED = "`([A-Z][a-z]\\w+)(?:[.#](\\w+)(?:\\(\\))?)?`";

  /** The same, with its package or without, as Javadoc has it. */
  private static final String NOTED =
      "\\{@(?:link|code)\\s+(?:\\*\\s+)?(?:org\\.datamove\\.[a-z0-9.]*)?([A-Z]\\w*)(?:#(\\w+)[^}]*)?\\}";

  /** PostgreSQL's, a driver's and words. */
  private static final Set<String> OTHERS = Set.of("DateStyle", "TimeZone", "NaN", "Infinity");

  private static final Map<String, String> CLASSES = new HashMap<>();
  private static final List<Path> NOTES =
      sources().filter(path -> path.endsWith("package-info.java")).toList();

  static {
    sources().forEach(path -> CLASSES.put(simpleName(path), read(path)));
  }

  private static Stream<Path> sources() {
    try (Stream<Path> files = Files.walk(Project.root().resolve("src"))) {
      return files.filter(path -> path.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String simpleName(Path path) {
    return path.getFileName().toString().replace(".java", "");
  }

  private static String read(Path path) {
    return Page.of(Project.root().relativize(path).toString()).text();
  }

  private static void missing(String where, Page page, String pattern, Set<String> missing) {
    for (MatchResult named : page.find(pattern)) {
      String text = CLASSES.get(named.group(1));
      boolean there =
          text != null
              && (named.group(2) == null || text.matches("(?s).*\\b" + named.group(2) + "\\b.*"));
      if (!there && !OTHERS.contains(named.group(1))) {
        missing.add(where + ": " + named.group().replaceAll("\\s+\\* ", " "));
      }
    }
  }

  @Test
  void classesOfThePagesAreThere() {
    Set<String> missing = new TreeSet<>();
    missing("CONTRIBUTING.md", Page.of("CONTRIBUTING.md"), NAMED, missing);
    missing("README.md", Page.of("README.md"), NAMED, missing);
    missing("docs", Page.ofAll("docs", "*.md"), NAMED, missing);
    assertEquals(Set.of(), missing);
  }

  @Test
  void classesOfTheNotesOnPackagesAreThere() {
    assertTrue(NOTES.size() > 20);
    Set<String> missing = new TreeSet<>();
    for (Path note : NOTES) {
      Page page = new Page(read(note).replaceAll("\\{@(link|code)\\s+\\*\\s+", "{@$1 "));
      missing(note.getParent().toString(), page, NOTED, missing);
      for (MatchResult linked : page.find("\\{@link (org\\.datamove[\\w.]*)\\.([A-Z]\\w*)")) {
        String file = linked.group(1).replace('.', '/') + "/" + linked.group(2) + ".java";
        if (Stream.of("src/main/java/", "src/test/java/")
            .noneMatch(root -> Files.exists(Project.root().resolve(root + file)))) {
          missing.add(note + ": " + linked.group());
        }
      }
    }
    assertEquals(Set.of(), missing);
  }

  @Test
  void everyPackageOfTheProductHasANote() {
    Set<Path> missing = new TreeSet<>();
    sources()
        .filter(path -> path.startsWith(Project.root().resolve("src/main")))
        .map(Path::getParent)
        .filter(directory -> !NOTES.contains(directory.resolve("package-info.java")))
        .forEach(missing::add);
    assertEquals(Set.of(), missing);
  }
}
