package org.datamove.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import org.datamove.error.ErrorCode;
import org.datamove.error.RequestException;
import org.datamove.error.SourceException;

/** A regular file of the machine that reads the files. */
public final class FileSource implements Source {
  private final String given;
  private final SourceAccess access;

  /**
   * A file by its absolute path.
   *
   * @param access decides, when the file is looked at or opened, whether it may be
   * @throws RequestException if the path is relative or not a path (SQLSTATE 22023)
   */
  public FileSource(String given, SourceAccess access) {
    this.given = given;
    this.access = access;
    if (given.indexOf('\0') >= 0) {
      throw RequestException.invalid("\"" + given + "\" is not a file path", null, null);
    }
    if (!given.startsWith("/")) {
      throw RequestException.invalid(
          "relative path \"" + given + "\" is not allowed",
          null,
          access
              .machine()
              .say(
                  "Write the file's absolute path on the database server.",
                  "Write the file's absolute path."));
    }
  }

  /** The path as the system takes it; for a caller who may read every file. */
  private Path path() {
    PathText.checkLength(given);
    return access.names().path(given);
  }

  /** Whether there is anything by that name, as far as the caller may know. */
  boolean exists() {
    try {
      return attributes() != null;
    } catch (IOException | SourceException e) {
      return false;
    }
  }

  /** The path without symbolic links and {@code ..}, as far as there is such a file. */
  String resolve() {
    Path path = path();
    for (Path there = path; there != null; there = there.getParent()) {
      try {
        Path real = there.toRealPath();
        return access.names().text(real.resolve(there.relativize(path)).normalize());
      } catch (IOException e) {
        // its parent may be there
      }
    }
    return access.names().text(path.normalize());
  }

  @Override
  public SourceInfo info() {
    try {
      if (access.allFiles()) {
        return info(Files.readAttributes(path(), BasicFileAttributes.class), path());
      }
      try (GuardedPath found = new GuardedPath(given, given, access)) {
        return info(found.attributes(), found.real());
      }
    } catch (IOException e) {
      throw unreadable(given, access, e);
    }
  }

  private SourceInfo info(BasicFileAttributes attributes, Path found) throws IOException {
    requireRegular(given, attributes);
    String identity =
        attributes.size() + " " + attributes.lastModifiedTime() + " " + attributes.fileKey();
    return new SourceInfo(
        FileNames.shown(given), attributes.size(), identity + changeTime(attributes, found));
  }

  /**
   * When the system itself saw the last change, be it one of the time of change, which anybody can
   * set back; empty where it keeps no such time.
   */
  private static String changeTime(BasicFileAttributes attributes, Path found) throws IOException {
    try {
      Map<String, Object> now = Files.readAttributes(found, "unix:ctime,fileKey");
      return now.get("fileKey").equals(attributes.fileKey()) ? " " + now.get("ctime") : "";
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      return "";
    }
  }

  /** Refuses what is no file, before it is opened: to open a FIFO is to wait for its writer. */
  static void requireRegular(String given, BasicFileAttributes attributes) {
    if (!attributes.isRegularFile()) {
      String kind = attributes.isDirectory() ? "a directory" : "not a regular file";
      throw new SourceException(
          ErrorCode.WRONG_TARGET,
          "\"" + FileNames.shown(given) + "\" is " + kind,
          null,
          null,
          null);
    }
  }

  private BasicFileAttributes attributes() throws IOException {
    if (access.allFiles()) {
      return Files.readAttributes(path(), BasicFileAttributes.class);
    }
    try (GuardedPath found = new GuardedPath(given, given, access)) {
      return found.attributes();
    }
  }

  @Override
  public InputStream open() {
    if (!access.allFiles()) {
      try (GuardedPath found = new GuardedPath(given, given, access)) {
        return found.open();
      }
    }
    try {
      requireRegular(given, attributes());
      return Opening.of(() -> Files.newInputStream(path()), null);
    } catch (IOException e) {
      throw unreadable(given, access, e);
    }
  }

  @Override
  public void ensureUnchanged(SourceInfo before) {
    if (!info().identity().equals(before.identity())) {
      throw new SourceException(
          ErrorCode.SOURCE_UNREADABLE,
          "file \"" + FileNames.shown(given) + "\" changed while it was being read",
          "Size, time of change or inode differ from those at the start of the move.",
          "Move the file once it is written completely.",
          null);
    }
  }

  /** The failure for a file that cannot be read; PostgreSQL's words for the operating system's. */
  public static SourceException unreadable(String given, SourceAccess access, IOException e) {
    String path = FileNames.shown(given);
    if (e instanceof NoSuchFileException) {
      return new SourceException(
          ErrorCode.SOURCE_NOT_FOUND,
          "could not open file \"" + path + "\" for reading: No such file or directory",
          null,
          access
              .machine()
              .say(
                  "The path is one of the database server's file system, seen by the server's user.",
                  null),
          e);
    }
    if (e instanceof AccessDeniedException) {
      return new SourceException(
          ErrorCode.NOT_PERMITTED,
          "could not open file \"" + path + "\" for reading: Permission denied",
          null,
          access.machine().user() + " must be able to read it.",
          e);
    }
    return new SourceException(
        ErrorCode.SOURCE_UNREADABLE,
        "could not read file \"" + path + "\"" + reason(e),
        null,
        "The operating system's log may say more about the device or file system.",
        e);
  }

  /** What the system says of a file, behind a colon; empty where it says nothing. */
  private static String reason(IOException e) {
    return e instanceof FileSystemException system && system.getReason() != null
        ? ": " + system.getReason()
        : "";
  }
}
