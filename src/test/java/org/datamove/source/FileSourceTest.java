package org.datamove.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.datamove.error.DatamoveException;
import org.datamove.error.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class FileSourceTest {
  private static final String CHANGED_DETAIL =
      "Size, time of change or inode differ from those at the start of the move.";
  private static final String CHANGED_HINT = "Move the file once it is written completely.";

  private static final SourceAccess ALL = SourceAccess.UNLIMITED;

  @TempDir Path directory;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private static Failure refused(Executable work) {
    return assertThrows(DatamoveException.class, work).failure();
  }

  @Test
  void aFileIsReadFromItsStartEachTime() throws IOException {
    Source source = Sources.of(file("a.csv", "id\n1\n").toString(), ALL);
    assertEquals(5, source.info().bytes());
    assertEquals(directory.resolve("a.csv").toString(), source.info().path());
    for (int i = 0; i < 2; i++) {
      try (InputStream in = source.open()) {
        assertEquals("id\n1\n", new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    source.ensureUnchanged(source.info());
  }

  @Test
  void aChangeOfSizeTimeOrFileIsNoticed() throws IOException {
    Path path = file("a.csv", "id\n1\n");
    Source source = Sources.of(path.toString(), ALL);
    Failure changed =
        new Failure(
            "UD005",
            "file \"" + path + "\" changed while it was being read",
            CHANGED_DETAIL,
            CHANGED_HINT);

    SourceInfo before = source.info();
    Files.writeString(path, "id\n1\n2\n");
    assertEquals(changed, refused(() -> source.ensureUnchanged(before)));

    SourceInfo longer = source.info();
    Files.setLastModifiedTime(path, FileTime.fromMillis(1_000_000));
    assertEquals(changed, refused(() -> source.ensureUnchanged(longer)));

    SourceInfo older = source.info();
    Path other = file("b.csv", "id\n9\n2\n");
    Files.setLastModifiedTime(other, FileTime.fromMillis(1_000_000));
    Files.move(other, path, StandardCopyOption.REPLACE_EXISTING);
    assertEquals(changed, refused(() -> source.ensureUnchanged(older)));
  }

  /** By the time that the system keeps for itself. */
  @Test
  void aChangeThatKeepsSizeAndTimeIsNoticed() throws Exception {
    Path path = file("a.csv", "id\n1\n");
    assumeTrue(path.getFileSystem().supportedFileAttributeViews().contains("unix"));
    String real = path.toRealPath().toString();
    SourceAccess one =
        new SourceAccess(List.of(new RoleSources("bo", false, false, List.of(real))), null);
    for (SourceAccess access : List.of(ALL, one)) {
      Source source = Sources.of(real, access);
      SourceInfo before = source.info();
      FileTime time = Files.getLastModifiedTime(path);
      Thread.sleep(20); // the clock of file systems ticks every few milliseconds
      Files.writeString(path, "id\n2\n");
      Files.setLastModifiedTime(path, time);
      assertEquals("UD005", refused(() -> source.ensureUnchanged(before)).sqlState());
    }
  }

  @Test
  void aMissingFile() {
    Path path = directory.resolve("none.csv");
    Failure missing =
        new Failure(
            "58P01",
            "could not open file \"" + path + "\" for reading: No such file or directory",
            null,
            "The path is one of the database server's file system, seen by the server's user.");
    assertEquals(missing, refused(() -> Sources.of(path.toString(), ALL).info()));
    assertEquals(missing, refused(() -> Sources.of(path.toString(), ALL).open()));
  }

  @Test
  void aFileThatGoesAwayMeanwhile() throws IOException {
    Path path = file("a.csv", "id\n");
    Source source = Sources.of(path.toString(), ALL);
    SourceInfo before = source.info();
    Files.delete(path);
    assertEquals("58P01", refused(() -> source.ensureUnchanged(before)).sqlState());
  }

  @Test
  void aFileThatTheUserMayNotRead() throws IOException {
    Path path = unreadable();
    assertEquals(
        new Failure(
            "42501",
            "could not open file \"" + path + "\" for reading: Permission denied",
            null,
            "The operating system user that runs the database server must be able to read it."),
        refused(() -> Sources.of(path.toString(), ALL).open()));
  }

  /** Root may read whatever permissions forbid, but for switches of Linux that are written only. */
  private Path unreadable() throws IOException {
    if ("root".equals(System.getProperty("user.name"))) {
      Path written = Path.of("/proc/sys/vm/compact_memory");
      assumeTrue(Files.exists(written), "no file that root may not read");
      return written;
    }
    Path path = file("a.csv", "id\n");
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("---------"));
    return path;
  }

  @Test
  void aDirectory() {
    assertEquals(
        new Failure("42809", "\"" + directory + "\" is a directory", null, null),
        refused(() -> Sources.of(directory.toString(), ALL).info()));
  }

  @Test
  void aDevice() {
    assumeTrue(Files.exists(Path.of("/dev/zero")));
    assertEquals(
        new Failure("42809", "\"/dev/zero\" is not a regular file", null, null),
        refused(() -> Sources.of("/dev/zero", ALL).info()));
  }

  @Test
  void pathsThatAreNoSource() {
    assertEquals(
        new Failure(
            "22023",
            "relative path \"in.csv\" is not allowed",
            null,
            "Write the file's absolute path on the database server."),
        refused(() -> Sources.of("in.csv", ALL)));
    assertEquals("22023", refused(() -> Sources.of("", ALL)).sqlState());
    assertEquals(
        new Failure("22023", "\"/a\0b\" is not a file path", null, null),
        refused(() -> Sources.of("/a\0b", ALL)));
    assertEquals(
        new Failure(
            "22023",
            "unknown kind of source \"ftp://\"",
            null,
            "Write the file's absolute path on the database server, or s3://bucket/key."),
        refused(() -> Sources.of("ftp://host/in.csv", ALL)));
  }

  @Test
  void otherTroubleOfTheDevice() {
    assertEquals(
        new Failure(
            "UD005",
            "could not read file \"/x\"",
            null,
            "The operating system's log may say more about the device or file system."),
        FileSource.unreadable("/x", SourceAccess.UNLIMITED, new IOException("Input/output error"))
            .failure());
  }
}
