package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.stream.Stream;
import org.datamove.testing.Installations;
import org.datamove.testing.Jdbc;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/** As many files as a pattern may match: they hold no more memory and descriptors than one. */
class ManyFilesIT {
  private static final int FILES = 10_000;

  /** Far below what a buffer for each file would take. */
  private static final int HEAP_MEGABYTES = 48;

  /** Besides what the JVM and the server have open. */
  private static final int MOST_OPEN = 20;

  @TestFactory
  Stream<DynamicContainer> files() {
    return Stage.each(List.of(new Stage.Named("ten thousand files", ManyFilesIT::tenThousand)));
  }

  private static void tenThousand(Stage stage) throws Exception {
    Path directory = Path.of(stage.writablePath());
    if (!Files.isDirectory(directory.getParent())) {
      Installations.skipped("ten thousand files: the server's are in a container");
      return;
    }
    Files.createDirectory(directory);
    for (int i = 1; i <= FILES; i++) {
      Files.writeString(part(directory, i), "id,name\n" + i + ",n\n");
    }
    Connection session = MemoryIT.small(stage, HEAP_MEGABYTES);
    String move = "SELECT rows_processed FROM datamove.move('%s/*.csv', 'target', %s)";
    String all = "SELECT count(*) || ' ' || count(DISTINCT id) || ' ' || sum(id) FROM target";
    Pending pending = stage.start(session, move.formatted(directory, "NULL"));
    assertTrue(mostOpen(stage, pending, directory) <= MOST_OPEN);
    assertEquals("10000", pending.result());
    assertEquals("10000 10000 50005000", Jdbc.value(session, all));
    badFile(stage, session, move.formatted(directory, "'existing_schema'"), directory);
    assertEquals("10000 10000 50005000", Jdbc.value(session, all));
  }

  private static Path part(Path directory, int number) {
    return directory.resolve("part-" + number + ".csv");
  }

  /** The most of the files that the server had open at once while a move was under way. */
  private static long mostOpen(Stage stage, Pending pending, Path directory) throws Exception {
    long most = 0;
    while (!pending.isOver()) {
      most = Math.max(most, open(stage, directory));
      Thread.sleep(100);
    }
    return most;
  }

  private static long open(Stage stage, Path directory) throws Exception {
    List<String> pids =
        stage.isProgram()
            ? stage.processes().stream().map(process -> Long.toString(process.pid())).toList()
            : List.of(
                Jdbc.value(
                    stage.witness,
                    "SELECT coalesce(max(pid), 0) FROM pg_stat_activity WHERE query LIKE"
                        + " 'SELECT rows_processed%'"));
    long open = 0;
    for (String pid : pids) {
      Path descriptors = Path.of("/proc", pid, "fd");
      if (Files.isDirectory(descriptors)) {
        try (Stream<Path> links = Files.list(descriptors)) {
          open += links.filter(link -> leadsTo(link, directory)).count();
        }
      }
    }
    return open;
  }

  private static boolean leadsTo(Path link, Path directory) {
    try {
      return Files.readSymbolicLink(link).startsWith(directory);
    } catch (NoSuchFileException e) {
      return false; // closed meanwhile
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** The one among them is named. */
  private static void badFile(Stage stage, Connection session, String move, Path directory)
      throws Exception {
    Path bad = part(directory, 9_999);
    Files.writeString(bad, "id,name\nx,n\n");
    Refusal refusal = Refusal.of(session, move);
    assertEquals("22P02", refusal.state(), refusal::toString);
    assertEquals(
        "Line 2 of \"" + bad + "\" holds \"x\": invalid input syntax for type integer: \"x\".",
        refusal.detail());
    Files.writeString(bad, "id,name\n9999,n\n");
    stage.assertNoLocks();
  }
}
