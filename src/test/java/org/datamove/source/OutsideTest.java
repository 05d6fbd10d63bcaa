package org.datamove.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.datamove.error.DatamoveException;
import org.datamove.error.Failure;
import org.junit.jupiter.api.Test;

/** What is looked at for a role that may not read every file, and paths that nobody means well. */
class OutsideTest extends GuardedFiles {
  /** What is looked at on the way, by its real path. */
  private List<String> looked(String path, SourceAccess access) {
    List<String> looked = new ArrayList<>();
    String given = base + "/" + path;
    try (GuardedPath found =
        new GuardedPath(given, given, access, root -> new Recording(root, looked))) {
      looked.add(found.attributes().isDirectory() ? "directory" : "found");
    } catch (DatamoveException e) {
      looked.add(e.failure().sqlState());
    }
    return looked;
  }

  /** The same number of looks, none of them outside, whether or not something is there. */
  @Test
  void outsideNothingIsLookedAt() throws IOException {
    link("in/link", Path.of("../out/a.csv"));
    link("in/to_nothing", Path.of("../out/none"));
    link("in/up", Path.of("../out/../in/a.csv"));
    link("in/absolute", base.resolve("out/sub"));
    link("in/around", base.resolve("out/../in/sub"));
    link("in/nowhere", Path.of("/no_such_directory/x"));
    link("in/chain", Path.of("link"));
    link("in/dots", Path.of("../".repeat(20) + "etc/none"));
    SourceAccess access = access("in");
    List<String> outside = new ArrayList<>(List.of("", "/", "out", "out/", "in/.."));
    for (String there :
        List.of("out/a.csv", "out/none", "out/sub/b.csv", "none/x/y", "in2/a.csv")) {
      for (String way : List.of("", "in/../", "in/sub/../../", "in/none/../../", "./", "//")) {
        outside.add(way + there);
        outside.add(way + there + "/x/".repeat(3));
      }
      outside.add("out" + "/../out".repeat(20_000) + "/x");
      outside.add("none" + "/../none".repeat(20_000) + "/x");
      outside.add("in" + "/../in".repeat(20_000) + "/../" + there);
      outside.add(there + "/" + "x".repeat(300));
    }
    for (String path : outside) {
      assertEquals(List.of("42501"), looked(path, access), path);
      assertEquals(denial(path), refused(path, access));
    }
    List<String> way = new ArrayList<>();
    for (Path at = base.resolve("in"); at.getNameCount() > 0; at = at.getParent()) {
      way.add(0, at.toString());
    }
    way.add(0, "/");
    for (String name :
        List.of("link", "to_nothing", "up", "absolute", "around", "nowhere", "chain", "dots")) {
      for (String below : List.of("", "/a.csv", "/none/x")) {
        String path = "in/" + name + below;
        List<String> looked = looked(path, access);
        assertEquals("42501", looked.get(looked.size() - 1), path);
        looked.remove(looked.size() - 1);
        for (String one : looked) {
          assertTrue(way.contains(one) || one.startsWith(base + "/in/"), path + ": " + one);
        }
        assertEquals(denial(path), refused(path, access));
      }
    }
    assertTrue(looked("in/a.csv", access).contains("found"));
  }

  @Test
  void linksThatNeverEnd() throws IOException {
    link("in/loop", Path.of("loop"));
    link("in/one", Path.of("two"));
    link("in/two", Path.of("one"));
    link("in/self", Path.of("."));
    link("in/zigzag", Path.of("sub/../".repeat(500) + "zigzag"));
    SourceAccess access = access("in");
    for (String path :
        List.of("in/loop", "in/loop/x", "in/one", "in/self" + "/self".repeat(50), "in/zigzag")) {
      assertEquals(denial(path), refused(path, access), path);
    }
    assertEquals("in/a.csv", read("in/self/self/self/a.csv", access));
    assertTrue(looked("in/zigzag", access).size() < 200_000);
  }

  @Test
  void longPaths() throws IOException {
    SourceAccess access = access("in");
    assertEquals("in/a.csv", read("in" + "/./".repeat(1000) + "a.csv", access));
    for (SourceAccess reader : List.of(access, SourceAccess.UNLIMITED)) {
      for (String path :
          List.of("in" + "/../in".repeat(20_000) + "/a.csv", "in/" + "é".repeat(3000))) {
        String given = base + "/" + path;
        assertEquals(
            new Failure(
                "UD005",
                "could not open file \""
                    + given.substring(0, 100)
                    + "...\" for reading: File name too long",
                "A path has at most 4095 bytes.",
                null),
            refused(path, reader));
      }
      String name = "in/" + "x".repeat(300);
      assertEquals(
          "could not read file \"" + base + "/" + name + "\": File name too long",
          refused(name, reader).message());
    }
  }

  @Test
  void oddPaths() throws IOException {
    SourceAccess access = access("in");
    for (String name : List.of("a\nb.csv", " ", "~", "-rf", "a\\b", "%2e%2e", "…", "\t", "..x")) {
      Files.writeString(base.resolve("in").resolve(name), "in/" + name);
      assertEquals("in/" + name, read("in/" + name, access));
    }
    assertEquals("in/a.csv", read("in/a.csv/", access));
    for (String path : List.of("in\u0000/../out", "a.csv\u0000")) {
      assertEquals(
          "22023",
          assertThrows(DatamoveException.class, () -> Sources.of(base + "/" + path, access))
              .failure()
              .sqlState());
    }
    for (String path : List.of("~/a.csv", "in/a.csv", "", ".", "../in/a.csv", " /in/a.csv")) {
      assertEquals(
          "relative path \"" + path + "\" is not allowed",
          assertThrows(DatamoveException.class, () -> Sources.of(path, access))
              .failure()
              .message());
    }
  }
}
