package org.datamove.load;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.datamove.error.DatabaseException;
import org.datamove.error.Failure;
import org.datamove.source.FileNames;
import org.datamove.source.Machine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChunkDirectoryTest {
  @TempDir Path parent;

  private ChunkDirectory create() {
    return ChunkDirectory.create(parent.toString(), FileNames.UTF8);
  }

  private List<Path> left() throws IOException {
    try (Stream<Path> files = Files.list(parent)) {
      return files.toList();
    }
  }

  /** A directory as moves make theirs, or one that differs in name or mode. */
  private Path make(String name, String mode) throws IOException {
    Path directory = Files.createDirectory(parent.resolve(name));
    return Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(mode));
  }

  private Path make() throws IOException {
    return make("datamove-" + UUID.randomUUID(), "rwx------");
  }

  private static Path write(ChunkDirectory directory, int number, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return directory.write(number, bytes, bytes.length);
  }

  @Test
  void onlyItsUserMayEnter() throws IOException {
    try (ChunkDirectory directory = create()) {
      Path file = write(directory, 1, "abc");
      assertEquals("abc", Files.readString(file));
      assertEquals("chunk-1", file.getFileName().toString());
      assertEquals(
          "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(left().get(0))));
    }
    assertEquals(List.of(), left());
  }

  @Test
  void onlyAsManyBytesAreWrittenAsAreSaid() throws IOException {
    try (ChunkDirectory directory = create()) {
      assertArrayEquals(
          new byte[] {1, 2}, Files.readAllBytes(directory.write(7, new byte[] {1, 2, 3}, 2)));
    }
  }

  @Test
  void closingTwiceDoesNoHarm() throws IOException {
    ChunkDirectory directory = create();
    write(directory, 1, "x");
    directory.close();
    directory.close();
    assertEquals(List.of(), left());
  }

  @Test
  void severalInOneProcessLeaveEachOtherAlone() throws IOException {
    List<ChunkDirectory> all = new ArrayList<>();
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      all.add(create());
      files.add(write(all.get(i), 1, "x"));
    }
    files.forEach(file -> assertTrue(Files.exists(file)));
    all.forEach(ChunkDirectory::close);
    assertEquals(List.of(), left());
  }

  @Test
  void anotherProcessLeavesTheLivingAlone() throws IOException, InterruptedException {
    try (ChunkDirectory first = create()) {
      Path file = write(first, 1, "x");
      // A second one must not make the first look abandoned from outside.
      create().close();
      try (OtherProcess other = new OtherProcess(parent)) {
        assertTrue(Files.exists(other.directory()));
        assertTrue(Files.exists(file));
        create().close();
        assertEquals(2, left().size());
        other.finish();
      }
      assertEquals(List.of(file.getParent()), left());
    }
  }

  @Test
  void whatAKilledProcessLeavesIsSwept() throws IOException, InterruptedException {
    Path abandoned;
    try (OtherProcess other = new OtherProcess(parent)) {
      abandoned = other.directory();
    }
    assertTrue(Files.exists(abandoned.resolve("chunk-1")));
    try (ChunkDirectory next = create()) {
      assertFalse(Files.exists(abandoned));
      assertTrue(Files.exists(write(next, 1, "x")));
    }
  }

  @Test
  void whatIsSweptGoesWithAllThatIsInIt() throws IOException {
    Path abandoned = make();
    Files.createFile(abandoned.resolve("lock"));
    Path inner = Files.createDirectory(abandoned.resolve("datamove-inner"));
    Files.createFile(inner.resolve("chunk-1"));
    Path own = make();
    Files.createFile(own.resolve("lock"));
    ChunkDirectory.sweepBeside(own);
    assertEquals(List.of(own), left());
  }

  @Test
  void whatIsNotOursStays() throws IOException {
    Path noLock = make();
    Path file = Files.createFile(parent.resolve("datamove-" + UUID.randomUUID()));
    Path elsewhere = Files.createDirectory(parent.resolve("elsewhere"));
    Files.createFile(elsewhere.resolve("lock"));
    Path link =
        Files.createSymbolicLink(parent.resolve("datamove-" + UUID.randomUUID()), elsewhere);
    Path linkedLock = make();
    Files.createSymbolicLink(linkedLock.resolve("lock"), elsewhere.resolve("lock"));
    create().close();
    for (Path path : List.of(noLock, file, link, elsewhere.resolve("lock"), linkedLock)) {
      assertTrue(Files.exists(path), path.toString());
    }
  }

  /** A user's directory may have a file "lock", and a name that begins like ours. */
  @Test
  void whatOnlyLooksLikeOursStays() throws IOException {
    String id = UUID.randomUUID().toString();
    List<Path> others = new ArrayList<>();
    for (String name :
        List.of(
            "datamove-in",
            "datamove-",
            "datamove-1",
            "datamove-8086291571430155",
            "datamove-0-0-0-0-0",
            "datamove-" + id + ".csv",
            "datamove-" + id + "-old",
            "datamove-A" + id.substring(1).toUpperCase(Locale.ROOT),
            "Datamove-" + id,
            "old-datamove-" + id,
            id)) {
      others.add(make(name, "rwx------"));
    }
    for (String mode : List.of("rwxr-xr-x", "rwxrwx---", "rwx--x---", "rwx-----x", "r-x------")) {
      others.add(make("datamove-" + UUID.randomUUID(), mode));
    }
    for (Path other : others) {
      Files.createFile(other.resolve("lock"));
    }
    create().close();
    for (Path other : others) {
      assertTrue(Files.exists(other.resolve("lock")), other.toString());
    }
  }

  @Test
  void anotherUsersDirectoryStays() throws IOException {
    assumeTrue("root".equals(System.getProperty("user.name")), "only root can give files away");
    Path directory = make();
    Files.createFile(directory.resolve("lock"));
    UserPrincipal nobody =
        parent.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
    Files.setOwner(directory, nobody);
    create().close();
    assertTrue(Files.exists(directory));
  }

  @Test
  void aDirectoryThatIsNotThereIsTold() {
    Path missing = parent.resolve("missing");
    assertEquals(
        new Failure(
            "UD005",
            "could not write to chunk directory \"" + missing + "\"",
            null,
            "The database server's operating system user must be able to create directories there."
                + " An administrator sets it in table datamove.setting."),
        assertThrows(
                DatabaseException.class,
                () -> ChunkDirectory.create(missing.toString(), FileNames.UTF8))
            .failure());
  }

  @Test
  void aFullDiskIsTold() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.isWritable(full));
    try (ChunkDirectory directory = create()) {
      Path own = write(directory, 1, "x").getParent();
      Files.createSymbolicLink(own.resolve("chunk-2"), full);
      assertEquals(
          "UD005",
          assertThrows(DatabaseException.class, () -> write(directory, 2, "x"))
              .failure()
              .sqlState());
    }
    assertEquals(List.of(), left());
  }

  @Test
  void anInterruptedThreadLeavesNothing() throws IOException {
    Thread.currentThread().interrupt();
    try {
      assertThrows(DatabaseException.class, this::create);
    } finally {
      assertTrue(Thread.interrupted());
    }
    assertEquals(List.of(), left());
  }

  @Test
  void aQuotaIsAFullDisk() {
    for (String reason : List.of("/x: No space left on device", "/x: Disk quota exceeded")) {
      assertEquals(
          new Failure(
              "53100",
              "could not write to chunk directory \"/x\": No space left on device",
              null,
              "Free some space; a move needs a few dozen megabytes there."),
          ChunkDirectory.unwritable("/x", Machine.SERVER, new IOException(reason)).failure());
    }
  }
}
