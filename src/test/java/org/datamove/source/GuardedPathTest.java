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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.datamove.error.DatamoveException;
import org.datamove.error.Failure;
import org.junit.jupiter.api.Test;

/** What a role reads that may not read every file. */
class GuardedPathTest extends GuardedFiles {
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
}
