package org.datamove.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.datamove.error.DatamoveException;
import org.datamove.error.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Files of the client's machine: no message speaks of the server's. */
class MachineTest {
  private static final SourceAccess CLIENT =
      new SourceAccess(
          List.of(new RoleSources("", true, true, List.of())),
          null,
          ObjectStoreSettings.NONE,
          FileNames.UTF8,
          Machine.of("client"));

  private static Failure failure(Executable action) {
    return assertThrows(DatamoveException.class, action).failure();
  }

  @Test
  void theServerIsMeantWhereNothingIsSaid() {
    assertEquals(Machine.SERVER, Machine.of(null));
  }

  @Test
  void aMissingFile() {
    assertEquals(
        new Failure(
            "58P01",
            "could not open file \"/x\" for reading: No such file or directory",
            null,
            null),
        FileSource.unreadable("/x", CLIENT, new NoSuchFileException("/x")).failure());
  }

  @Test
  void aFileThatMayNotBeRead() {
    assertEquals(
        new Failure(
            "42501",
            "could not open file \"/x\" for reading: Permission denied",
            null,
            "The operating system user that runs datamove must be able to read it."),
        FileSource.unreadable("/x", CLIENT, new AccessDeniedException("/x")).failure());
  }

  @Test
  void aRelativePath() {
    assertEquals(
        new Failure(
            "22023",
            "relative path \"x.csv\" is not allowed",
            null,
            "Write the file's absolute path."),
        failure(() -> Sources.of("x.csv", CLIENT)));
  }

  @Test
  void anUnknownKindOfSource() {
    assertEquals(
        new Failure(
            "22023",
            "unknown kind of source \"ftp://\"",
            null,
            "Write the file's absolute path, or s3://bucket/key."),
        failure(() -> Sources.of("ftp://x/y", CLIENT)));
  }

  @Test
  void aPatternThatMatchesNothing() {
    assertEquals(
        new Failure(
            "58P01",
            "no file matches \"/no such directory/*\"",
            null,
            "\"*\" stands for characters of a name, not for \"/\" nor for a dot at its start."),
        failure(() -> Sources.find("/no such directory/*", CLIENT)));
  }
}
