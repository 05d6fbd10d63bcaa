package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.datamove.testing.Installations;
import org.datamove.testing.Jdbc;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/** Files that somebody changes or exchanges while they are moved. */
class HostileFilesIT {
  @TestFactory
  Stream<DynamicContainer> files() {
    return Stage.each(
        List.of(
            new Stage.Named("symbolic link swapped", HostileFilesIT::linkSwapped),
            new Stage.Named("directory swapped", HostileFilesIT::directorySwapped),
            new Stage.Named("rewritten between the passes", HostileFilesIT::rewrittenBetween),
            new Stage.Named("exchanged between the passes", HostileFilesIT::exchangedBetween),
            new Stage.Named("truncated between the passes", HostileFilesIT::truncatedBetween),
            new Stage.Named("changed while it is read", HostileFilesIT::changedDuring)));
  }

  /** A directory of the server's in which the test itself can write; null in a container. */
  private static Path directory(Stage stage) throws Exception {
    Path directory = Path.of(stage.writablePath());
    if (!Files.isDirectory(directory.getParent())) {
      Installations.skipped("files that change meanwhile: the server's are in a container");
      return null;
    }
    return Files.createDirectory(directory);
  }

  private static Connection guest(Stage stage, Path prefix) throws SQLException {
    Jdbc.value(stage.witness, "SELECT datamove.allow_source('%s', 'guest')".formatted(prefix));
    Connection session = stage.session();
    Jdbc.execute(session, "SET SESSION AUTHORIZATION guest");
    return session;
  }

  /** One that goes on exchanging while the move runs again and again; it must never get out. */
  private static void race(Stage stage, Connection guest, String path, Swap swap) throws Exception {
    swap.swap();
    AtomicBoolean over = new AtomicBoolean();
    Thread swapper =
        new Thread(
            () -> {
              try {
                while (!over.get()) {
                  swap.swap();
                  Thread.sleep(0, 100_000); // the move needs the processor, too
                }
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    swap.swap(); // so that there is something from the beginning
    swapper.start();
    try {
      for (int i = 0; i < (stage.isProgram() ? 10 : 60); i++) {
        String seen;
        try {
          seen = Jdbc.value(guest, "SELECT array_agg(name) FROM datamove.inspect('" + path + "')");
        } catch (SQLException e) {
          seen = e.getSQLState();
        }
        // Read as what it was, refused, or noticed as changed between two looks.
        assertTrue(List.of("{open}", "42501", "UD005").contains(seen), seen);
      }
    } finally {
      over.set(true);
      swapper.join();
    }
  }

  private interface Swap {
    void swap() throws Exception;
  }

  private static void link(Path link, Path target) throws Exception {
    Path draft = link.resolveSibling("draft");
    Files.createSymbolicLink(draft, target);
    Files.move(draft, link, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void linkSwapped(Stage stage) throws Exception {
    Path directory = directory(stage);
    if (directory == null) {
      return;
    }
    Path in = Files.createDirectory(directory.resolve("in"));
    Path open = Files.writeString(in.resolve("open.csv"), "open\n1\n");
    Path secret = Files.writeString(directory.resolve("secret.csv"), "secret\n1\n");
    Path link = in.resolve("link.csv");
    Connection guest = guest(stage, in);
    race(
        stage,
        guest,
        link.toString(),
        () -> {
          link(link, open);
          link(link, secret);
        });
  }

  private static void directorySwapped(Stage stage) throws Exception {
    Path directory = directory(stage);
    if (directory == null) {
      return;
    }
    Path in = Files.createDirectory(directory.resolve("in"));
    Path real = Files.createDirectory(in.resolve("real"));
    Files.writeString(real.resolve("file.csv"), "open\n1\n");
    Path out = Files.createDirectory(directory.resolve("out"));
    Files.writeString(out.resolve("file.csv"), "secret\n1\n");
    Path link = in.resolve("sub");
    Connection guest = guest(stage, in);
    race(
        stage,
        guest,
        link + "/file.csv",
        () -> {
          link(link, real);
          link(link, out);
        });
  }

  /** A move that has been planned and waits for its table. */
  private static Refusal changed(Stage stage, Swap change, Path file) throws Exception {
    Jdbc.execute(stage.witness, "CREATE TABLE target (id integer); INSERT INTO target VALUES (0)");
    Connection session = stage.session();
    String pid = Stage.pid(session);
    Jdbc.execute(stage.witness, "BEGIN; LOCK TABLE target IN ACCESS SHARE MODE");
    Pending move =
        stage.start(
            session, "SELECT datamove.move('%s', 'target', 'existing_schema')".formatted(file));
    stage.awaitLockWait(pid);
    change.swap();
    Jdbc.execute(stage.witness, "COMMIT");
    Refusal refusal = move.refusal();
    assertEquals("0", Jdbc.value(stage.witness, "SELECT string_agg(id::text, ',') FROM target"));
    return refusal;
  }

  /** In place, with size and time as they were. */
  private static void rewrite(Path file, String text) throws Exception {
    FileTime time = Files.getLastModifiedTime(file);
    Thread.sleep(20); // the clock of file systems ticks every few milliseconds
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    Files.setLastModifiedTime(file, time);
  }

  private static void rewrittenBetween(Stage stage) throws Exception {
    Path directory = directory(stage);
    if (directory == null) {
      return;
    }
    Path file = Files.writeString(directory.resolve("in.csv"), "id\n1\n");
    Refusal refusal = changed(stage, () -> rewrite(file, "id\n2\n"), file);
    assertEquals("UD005", refusal.state());
    assertEquals("file \"" + file + "\" changed between planning and loading", refusal.message());
  }

  private static void exchangedBetween(Stage stage) throws Exception {
    Path directory = directory(stage);
    if (directory == null) {
      return;
    }
    Path file = Files.writeString(directory.resolve("in.csv"), "id\n1\n");
    Path other = Files.writeString(directory.resolve("other.csv"), "id\n2\n");
    Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
    Refusal refusal =
        changed(stage, () -> Files.move(other, file, StandardCopyOption.ATOMIC_MOVE), file);
    assertEquals("UD005", refusal.state());
  }

  private static void truncatedBetween(Stage stage) throws Exception {
    Path directory = directory(stage);
    if (directory == null) {
      return;
    }
    Path file = Files.writeString(directory.resolve("in.csv"), "id\n1\n");
    Refusal refusal = changed(stage, () -> rewrite(file, ""), file);
    assertEquals("UD005", refusal.state());
  }

  private static final String LINE = "1," + "x".repeat(97) + "\n";
  private static final String OTHER = LINE.replace('x', 'y');

  /** More than is held at once, so that the end is not read before the first rows are in. */
  private static final int LINES = 240_000;

  /** What somebody may do to a file of which the first megabytes have been read. */
  private static final Map<String, Change> CHANGES =
      Map.of(
          "rewritten", file -> rewrite(file, content(LINES / 2, OTHER.repeat(LINES / 2))),
          "truncated within a line", file -> truncate(file, 100L * LINES - 50),
          "truncated to the half", file -> truncate(file, 100L * LINES / 2),
          "grown", file -> rewrite(file, content(LINES, LINE)),
          "exchanged", file -> exchange(file, content(LINES / 2, OTHER.repeat(LINES / 2))));

  private interface Change {
    void change(Path file) throws Exception;
  }

  private static String content(int lines, String rest) {
    return "id,v\n0,first\n".concat(LINE.repeat(lines)).concat(rest);
  }

  private static void truncate(Path file, long size) throws Exception {
    FileTime time = Files.getLastModifiedTime(file);
    Thread.sleep(20);
    try (SeekableByteChannel channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
      channel.truncate(size);
    }
    Files.setLastModifiedTime(file, time);
  }

  private static void exchange(Path file, String text) throws Exception {
    Path other = Files.writeString(file.resolveSibling("other.csv"), text);
    Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
    Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Both while its values are judged and while its first chunk is loaded. */
  private static void changedDuring(Stage stage) throws Exception {
    Path directory = directory(stage);
    if (directory == null) {
      return;
    }
    Jdbc.execute(
        stage.witness,
        """
        CREATE FUNCTION wait() RETURNS boolean LANGUAGE plpgsql
        AS 'BEGIN PERFORM pg_advisory_xact_lock_shared(1); RETURN true; END';
        CREATE DOMAIN judged AS text CHECK (wait());
        CREATE TABLE planned (id integer, v judged);
        CREATE FUNCTION waits() RETURNS trigger LANGUAGE plpgsql
        AS 'BEGIN PERFORM wait(); RETURN NEW; END';
        CREATE TABLE loaded (id integer, v text); INSERT INTO loaded VALUES (1, 'old');
        CREATE TRIGGER waits BEFORE INSERT ON loaded FOR EACH ROW WHEN (NEW.id = 0)
        EXECUTE FUNCTION waits()
        """);
    for (String table : List.of("planned", "loaded")) {
      for (Map.Entry<String, Change> each : CHANGES.entrySet()) {
        Path file = Files.writeString(directory.resolve("in.csv"), content(LINES, ""));
        changeIn(stage, table, file, each);
      }
    }
    assertEquals("old", Jdbc.value(stage.witness, "SELECT string_agg(v, ',') FROM loaded"));
    assertEquals("0", Jdbc.value(stage.witness, "SELECT count(*) FROM planned"));
  }

  private static void changeIn(
      Stage stage, String table, Path file, Map.Entry<String, Change> change) throws Exception {
    String what = table + ", " + change.getKey();
    try (Connection session = stage.session()) {
      String pid = Stage.pid(session);
      Jdbc.value(stage.witness, "SELECT pg_advisory_lock(1)");
      Pending move =
          stage.start(
              session,
              "SELECT datamove.move('%s', '%s', 'existing_schema')".formatted(file, table));
      stage.awaitLockWait(pid);
      change.getValue().change(file);
      Jdbc.value(stage.witness, "SELECT pg_advisory_unlock(1)");
      Refusal refusal = move.refusal();
      assertEquals("UD005", refusal.state(), what + ": " + refusal);
      assertEquals(
          "id",
          Jdbc.value(
              session, "SELECT name FROM datamove.inspect('" + stage.file("id\n1\n") + "')"));
    }
  }
}
