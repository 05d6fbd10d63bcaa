package org.datamove.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/**
 * The private directories of moves, which lie directly in the chunk directory: {@code datamove-}
 * and a UUID in lower case, and nobody but the server's operating system user may enter. All of it
 * must be so; another directory is its owner's, whatever it is called.
 */
public final class OwnDirectory {
  private static final String PREFIX = "datamove-";
  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rwx------");
  private static final FileAttribute<Set<PosixFilePermission>> MODE =
      PosixFilePermissions.asFileAttribute(PRIVATE);

  private OwnDirectory() {}

  /** Makes one with a name that nobody can foresee. */
  public static Path create(Path parent) throws IOException {
    return Files.createDirectory(parent.resolve(PREFIX + UUID.randomUUID()), MODE);
  }

  /** Whether a name is of the form that they have. */
  public static boolean isNamed(String name) {
    if (!name.startsWith(PREFIX)) {
      return false;
    }
    String id = name.substring(PREFIX.length());
    try {
      return UUID.fromString(id).toString().equals(id);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Whether a path is one of theirs, by its name and by what is there; never by a link. */
  public static boolean is(Path path) {
    if (path.getFileName() == null || !isNamed(path.getFileName().toString())) {
      return false;
    }
    try {
      PosixFileAttributes found =
          Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return found.isDirectory() && found.permissions().equals(PRIVATE);
    } catch (IOException e) {
      return false;
    }
  }
}
