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
      assertEquals(text.length(), info.bytes());
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
            "")) {
      assertEquals(denial(path), refused(path, access("in")), path);
    }
  }

  @Test
  void linksThatStayOrComeIn() throws IOException {
    link("in/file", Path.of("sub/b.csv"));
    link("way", base.resolve("in"));
    assertEquals("in/sub/b.csv", read("in/file", access("in")));
    assertEquals("in/a.csv", read("way/a.csv", access("in")));
    assertEquals("in/a.csv", read("way/sub/../a.csv", access("in")));
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
