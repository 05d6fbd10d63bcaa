package org.datamove.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.datamove.error.Failure;
import org.datamove.error.SourceException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileListingTest {
  @TempDir private Path directory;
  private SourceAccess access = SourceAccess.UNLIMITED;

  @BeforeEach
  void files() throws IOException {
    for (String name :
        List.of("b.csv", "a.csv", "B.csv", "é.csv", ".hidden.csv", "a.txt", "x/1.csv", "y/2.csv")) {
      Path file = directory.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "id\n1\n");
    }
    Files.createDirectory(directory.resolve("dir.csv"));
    Files.createSymbolicLink(directory.resolve("link.csv"), directory.resolve("a.txt"));
    Files.createSymbolicLink(directory.resolve("broken.csv"), directory.resolve("nothing"));
  }

  private List<String> names(String pattern) {
    SourceSet found = Sources.find(directory + "/" + pattern, access);
    return found.sources().stream()
        .map(source -> source.info().path().substring(directory.toString().length() + 1))
        .toList();
  }

  @Test
  void filesComeInTheOrderOfTheirBytes() {
    assertEquals(List.of("B.csv", "a.csv", "b.csv", "link.csv", "é.csv"), names("*.csv"));
    assertEquals(List.of(".hidden.csv"), names(".h*"));
    assertEquals(List.of("a.csv", "a.txt"), names("[a].*"));
  }

  @Test
  void directoriesMayBePatternsToo() {
    assertEquals(List.of("x/1.csv", "y/2.csv"), names("?/*.csv"));
    assertEquals(List.of("x/1.csv"), names("[x]//1.csv"));
    assertEquals(List.of("x/../b.csv"), names("x/../b*"));
  }

  @Test
  void aFileOfThatVeryNameIsMeant() throws IOException {
    Files.writeString(directory.resolve("a[1].csv"), "id\n");
    Files.writeString(directory.resolve("a1.csv"), "id\n");
    assertEquals(List.of("a[1].csv"), names("a[1].csv"));
    assertFalse(Sources.find(directory + "/a[1].csv", access).several());
    assertTrue(Sources.find(directory + "/a[1].c*", access).several());
    assertEquals(List.of("a1.csv"), names("a[1].c*"));
  }

  @Test
  void nothingIsAnError() {
    String pattern = directory + "/none/*.csv";
    SourceException e = assertThrows(SourceException.class, () -> Sources.find(pattern, access));
    assertEquals(
        new Failure(
            "58P01",
            "no file matches \"" + pattern + "\"",
            null,
            "The path is one of the database server's file system. \"*\" stands for characters of a"
                + " name, not for \"/\" nor for a dot at its start."),
        e.failure());
  }

  private void mayRead(String... names) throws IOException {
    List<String> prefixes =
        List.of(names).stream().map(name -> directory.resolve(name).toString()).toList();
    directory = directory.toRealPath();
    access = new SourceAccess(List.of(new RoleSources("bob", false, false, prefixes)), null);
  }

  private Failure refused(String pattern) {
    String path = directory + "/" + pattern;
    return assertThrows(SourceException.class, () -> Sources.find(path, access)).failure();
  }

  @Test
  void onlyWhatMayBeReadIsListed() throws IOException {
    mayRead("x");
    assertEquals(List.of("x/1.csv"), names("x/*.csv"));
    assertEquals(List.of("x/../x/1.csv"), names("x/../x/[1].csv"));
    assertEquals("58P01", refused("x/*.txt").sqlState());
    assertEquals("58P01", refused("x/none/*.csv").sqlState());
    for (String outside : List.of("*", "y/*", "none/*", "x/../y/*", "?/1.csv", "x/../*/1.csv")) {
      assertEquals(
          "permission denied to read file \"" + directory + "/" + outside + "\"",
          refused(outside).message());
    }
  }

  @Test
  void linksLeadNoFurther() throws IOException {
    Files.createSymbolicLink(directory.resolve("x/out"), directory.resolve("y"));
    Files.createSymbolicLink(directory.resolve("x/2.csv"), directory.resolve("y/2.csv"));
    Files.createSymbolicLink(directory.resolve("x/3.csv"), directory.resolve("y/none.csv"));
    Files.createDirectory(directory.resolve("x/in"));
    Files.writeString(directory.resolve("x/in/4.csv"), "id\n");
    mayRead("x");
    assertEquals(List.of("x/in/4.csv"), names("x/*/*.csv"));
    assertEquals(List.of("x/in/4.csv"), names("x/*/[4].csv"));
    assertEquals("58P01", refused("x/[o]*/2.csv").sqlState());
    SourceSet links = Sources.find(directory + "/x/[23].csv", access);
    for (Source link : links.sources()) {
      Failure failure = assertThrows(SourceException.class, link::info).failure();
      assertEquals("42501", failure.sqlState());
      assertEquals(failure, assertThrows(SourceException.class, link::open).failure());
    }
    assertEquals(2, links.sources().size());
  }
}
