package org.datamove.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.datamove.error.DatamoveException;
import org.datamove.error.Failure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A role that may read {@code in} and the file {@code one.csv}, beside which there is more. */
class GuardedPathTest {
  @TempDir Path temporary;
  private Path base;

  @BeforeEach
  void makeFiles() throws IOException {
    base = temporary.toRealPath();
    for (String directory : List.of("in/sub", "in2", "out/sub", "work/datamove-in", "work/else")) {
      Files.createDirectories(base.resolve(directory));
    }
    for (String file :
        List.of(
            "in/a.csv",
            "in/sub/b.csv",
            "in2/a.csv",
            "out/a.csv",
            "out/sub/b.csv",
            "one.csv",
            "one.csv2",
            "work/datamove-in/x.csv",
            "work/a.csv")) {
      Files.writeString(base.resolve(file), file);
    }
  }

  private SourceAccess access(String... prefixes) {
    List<String> paths = List.of(prefixes).stream().map(p -> base.resolve(p).toString()).toList();
    return new SourceAccess(
        List.of(new RoleSources("bo", false, false, paths)), base.resolve("work").toString());
  }

  private String read(String path, SourceAccess access) throws IOException {
    Source source = Sources.of(base + "/" + path, access);
    SourceInfo info = source.info();
    try (InputStream in = source.open()) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(text.getBytes(StandardCharsets.UTF_8).length, info.bytes());
      return text;
    }
  }

  private Failure refused(String path, SourceAccess access) {
    Source source = Sources.of(base + "/" + path, access);
    Failure failure = assertThrows(DatamoveException.class, source::info).failure();
    assertEquals(failure, assertThrows(DatamoveException.class, source::open).failure());
    return failure;
  }

  private Failure denial(String path) {
    return new Failure(
        "42501",
        "permission denied to read file \"" + base + "/" + path + "\"",
        "Role \"bo\" has neither an entry in datamove.allowed_source that covers it nor the"
            + " privileges of role \"pg_read_server_files\".",
        "Superusers allow files and directories with datamove.allow_source(prefix, role).");
  }

  private void link(String name, Path target) throws IOException {
    Files.createSymbolicLink(base.resolve(name), target);
  }

  @Test
  void whatIsBelowAPrefixIsRead() throws IOException {
    SourceAccess access = access("in", "one.csv");
    assertEquals("in/a.csv", read("in/a.csv", access));
    assertEquals("in/sub/b.csv", read("in/sub/b.csv", access));
    assertEquals("one.csv", read("one.csv", access));
    assertEquals("in/a.csv", read("in/sub/.././/a.csv", access));
    assertEquals("in/a.csv", read("out/../in/a.csv", access));
    assertEquals("out/a.csv", read("out/a.csv", access("")));
  }

  @Test
  void aPrefixEndsWhereANameEnds() {
    assertEquals(denial("in2/a.csv"), refused("in2/a.csv", access("in")));
    assertEquals(denial("one.csv2"), refused("one.csv2", access("one.csv")));
  }

  @Test
  void pathsThatLeaveThePrefix() throws IOException {
    link("in/file", base.resolve("out/a.csv"));
    link("in/relative", Path.of("../out/a.csv"));
    link("in/directory", base.resolve("out"));
    link("in/chain", Path.of("directory/sub"));
    link("in/loop", Path.of("loop"));
    for (String path :
        List.of(
            "in/../out/a.csv",
            "in/sub/../../out/a.csv",
            "out/a.csv",
            "in/file",
            "in/relative",
            "in/directory/a.csv",
            "in/chain/b.csv",
            "in/loop",
            "in/loop/a.csv",
            "in/..",
            "in/sub/../..",
            "in/./../in/../out/a.csv",
            "in//..//out//a.csv",
            "in/none/../../out/a.csv",
            "")) {
      assertEquals(denial(path), refused(path, access("in")), path);
    }
  }

  @Test
  void linksThatStayOrComeIn() throws IOException {
    link("in/file", Path.of("sub/b.csv"));
    link("in/round", Path.of("../in/./sub"));
    link("in/absolute", base.resolve("in/sub/../a.csv"));
    link("in/chain", Path.of("round/../file"));
    link("in/way", base.resolve("two/sub"));
    for (String path : List.of("in/file", "in/round/b.csv", "in/chain")) {
      assertEquals("in/sub/b.csv", read(path, access("in")), path);
    }
    assertEquals("in/a.csv", read("in/absolute", access("in")));
    assertEquals("in/a.csv", read("in/round/../a.csv", access("in")), "by the text");
    Files.createDirectories(base.resolve("two/sub"));
    Files.writeString(base.resolve("two/sub/c.csv"), "two/sub/c.csv");
    assertEquals("two/sub/c.csv", read("in/way/c.csv", access("in", "two/sub")));
  }

  /** A link outside leads in for those only who were given it. */
  @Test
  void prefixesThatWereGivenByALink() throws IOException {
    link("way", base.resolve("hop"));
    link("hop", base.resolve("in"));
    assertEquals(denial("way/a.csv"), refused("way/a.csv", access("in")));
    RoleSources bo =
        new RoleSources(
            "bo",
            false,
            false,
            List.of(base + "/in/sub", base + "/in"),
            Map.of(base + "/way", base + "/in", base + "/./way//sub", base + "/in/sub"));
    SourceAccess access = new SourceAccess(List.of(bo), null);
    assertEquals("in/a.csv", read("way/a.csv", access));
    assertEquals("in/a.csv", read("out/../way/sub/../a.csv", access));
    assertEquals("in/sub/b.csv", read("way/sub/b.csv", access));
    assertEquals(denial("way/../out/a.csv"), refused("way/../out/a.csv", access));
    assertEquals(denial("way2/a.csv"), refused("way2/a.csv", access));
    assertEquals(denial("hop/a.csv"), refused("hop/a.csv", access));
    RoleSources other = new RoleSources("al", false, false, List.of(base + "/in/sub"));
    SourceAccess both = new SourceAccess(List.of(bo, other), null);
    assertEquals("in/sub/b.csv", read("way/sub/b.csv", both));
    assertEquals("42501", refused("way/a.csv", both).sqlState());
    Files.delete(base.resolve("way"));
    link("way", base.resolve("out"));
    assertEquals("in/a.csv", read("way/a.csv", access), "what it led to when it was given");
  }

  @Test
  void outsideNothingTellsWhatIsThere() throws IOException {
    link("in/to_a_file", base.resolve("out/a.csv"));
    link("in/to_nothing", base.resolve("out/none.csv"));
    link("in/to_below_a_file", base.resolve("out/a.csv/none"));
    for (String path :
        List.of(
            "out/none.csv",
            "none/a.csv",
            "out",
            "out/a.csv/none",
            "in/to_a_file",
            "in/to_nothing",
            "in/to_below_a_file",
            "in/none/../../out/a.csv",
            "in/none/../../out/none.csv")) {
      assertEquals(denial(path), refused(path, access("in")), path);
    }
  }

  @Test
  void insideItIsToldWhatIsMissing() {
    for (String path : List.of("in/none.csv", "in/none/a.csv", "in/a.csv/none", "gone.csv")) {
      assertEquals(
          new Failure(
              "58P01",
              "could not open file \""
                  + base
                  + "/"
                  + path
                  + "\" for reading: No such file or directory",
              null,
              "The path is one of the database server's file system, seen by the server's user."),
          refused(path, access("in", "gone.csv")),
          path);
    }
    Failure directory =
        assertThrows(
                DatamoveException.class, () -> Sources.of(base + "/in/sub", access("in")).info())
            .failure();
    assertEquals("\"" + base + "/in/sub\" is a directory", directory.message());
  }

  @Test
  void filesOfMovesUnderWayBelongToNoPrefix() throws IOException {
    SourceAccess access = access("work");
    Path own = OwnDirectory.create(base.resolve("work"));
    String name = "work/" + own.getFileName();
    Files.createDirectory(own.resolve("inner"));
    for (String file : List.of(name + "/chunk-1", name + "/inner/chunk-1")) {
      Files.writeString(base.resolve(file), file);
      assertEquals(denial(file), refused(file, access));
    }
    assertEquals(denial(name), refused(name, access));
    assertEquals(denial(name + "/none"), refused(name + "/none", access));
  }

  /** A name that begins with ours is anybody's; so is ours in another mode, place or kind. */
  @Test
  void whatOnlyLooksLikeFilesOfMovesIsRead() throws IOException {
    SourceAccess access = access("work");
    String id = UUID.randomUUID().toString();
    Files.createDirectories(base.resolve("work/else/datamove-" + id));
    Files.createDirectories(base.resolve("work/datamove-" + id.replaceAll("^.", "c")));
    for (String file :
        List.of(
            "work/a.csv",
            "work/datamove-in/x.csv",
            "work/datamove-1.csv",
            "work/datamove-" + id.replaceAll("^.", "d") + ".csv",
            "work/datamove-" + id.replaceAll("^.", "e"),
            "work/datamove-" + id.replaceAll("^.", "c") + "/mode.csv",
            "work/else/datamove-" + id + "/place.csv")) {
      Files.writeString(base.resolve(file), file);
      assertEquals(file, read(file, access));
    }
  }

  @Test
  void everyRoleThatCountsMustBeAllowed() throws IOException {
    RoleSources all = new RoleSources("root", true, true, List.of());
    RoleSources some = new RoleSources("bo", false, false, List.of(base + "/in"));
    SourceAccess both = new SourceAccess(List.of(all, some), null);
    assertEquals("in/a.csv", read("in/a.csv", both));
    assertEquals(denial("out/a.csv"), refused("out/a.csv", both));
    Failure nobody = refused("in/a.csv", new SourceAccess(List.of(), null));
    assertTrue(nobody.detail().startsWith("The caller has neither"), nobody.detail());
  }

  @Test
  void aFifoIsNoFile() throws Exception {
    Path fifo = base.resolve("in/fifo");
    Process made = new ProcessBuilder("mkfifo", fifo.toString()).start();
    assumeTrue(made.waitFor() == 0);
    Source source = Sources.of(fifo.toString(), access("in"));
    assertEquals(
        "\"" + fifo + "\" is not a regular file",
        assertThrows(DatamoveException.class, source::info).failure().message());
    Source below = Sources.of(fifo + "/a.csv", access("in"));
    assertEquals("58P01", assertThrows(DatamoveException.class, below::info).failure().sqlState());
  }

  /** Somebody who owns the directory swaps a file, and a directory, for links to the outside. */
  @Test
  void aLinkThatComesInMeanwhileIsNotFollowed() throws Exception {
    link("out/link", base.resolve("out/a.csv"));
    AtomicBoolean over = new AtomicBoolean();
    Thread swapper =
        new Thread(
            () -> {
              try {
                for (int i = 0; !over.get(); i++) {
                  Path next = base.resolve("next" + (i % 2));
                  if (i % 2 == 0) {
                    Files.createSymbolicLink(next, base.resolve("out/a.csv"));
                  } else {
                    Files.writeString(next, "in/a.csv");
                  }
                  Files.move(next, base.resolve("in/a.csv"), StandardCopyOption.ATOMIC_MOVE);
                  Files.move(base.resolve("in/sub"), base.resolve("in/old"));
                  Files.createSymbolicLink(base.resolve("in/sub"), base.resolve("out/sub"));
                  Files.delete(base.resolve("in/sub"));
                  Files.move(base.resolve("in/old"), base.resolve("in/sub"));
                }
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    swapper.start();
    SourceAccess access = access("in");
    try {
      int reads = 0;
      for (int i = 0; i < 3000; i++) {
        for (String path : List.of("in/a.csv", "in/sub/b.csv")) {
          try (InputStream in = Sources.of(base + "/" + path, access).open()) {
            assertEquals(path, new String(in.readAllBytes(), StandardCharsets.UTF_8));
            reads++;
          } catch (DatamoveException e) {
            // refused, or not there at this moment
          }
        }
      }
      assertTrue(reads > 0);
    } finally {
      over.set(true);
      swapper.join();
    }
  }

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
