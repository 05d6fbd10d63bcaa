package org.datamove.load;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserPrincipal;
import org.datamove.error.DatabaseException;
import org.datamove.error.ErrorCode;

/**
 * A private directory (mode 0700) for the chunk files of one move.
 *
 * <p>A locked file inside says that its owner lives; directories of the same operating system user
 * whose lock is free were left by a killed process and are removed when the next one is made.
 */
public final class ChunkDirectory implements AutoCloseable {
  private static final String PREFIX = "datamove-";
  private static final String LOCK = "lock";

  private final Path directory;
  private final FileChannel channel;
  private final FileLock lock;

  private ChunkDirectory(Path directory, FileChannel channel, FileLock lock) {
    this.directory = directory;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Makes a directory.
   *
   * @param parent where, or null for the system's temporary directory
   */
  public static ChunkDirectory create(String parent) {
    Path root = Path.of(parent == null ? System.getProperty("java.io.tmpdir") : parent);
    try {
      Path directory = Files.createTempDirectory(root, PREFIX);
      FileChannel channel =
          FileChannel.open(
              directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      ChunkDirectory made = new ChunkDirectory(directory, channel, channel.lock());
      sweep(root, directory);
      return made;
    } catch (IOException e) {
      throw unwritable(root, e);
    }
  }

  private static void sweep(Path root, Path own) throws IOException {
    UserPrincipal user = Files.getOwner(own);
    try (DirectoryStream<Path> candidates = Files.newDirectoryStream(root, PREFIX + "*")) {
      for (Path candidate : candidates) {
        if (!candidate.equals(own) && isOwned(candidate, user) && isAbandoned(candidate)) {
          remove(candidate);
        }
      }
    }
  }

  private static boolean isOwned(Path directory, UserPrincipal user) {
    try {
      return Files.isDirectory(directory, java.nio.file.LinkOption.NOFOLLOW_LINKS)
          && Files.getOwner(directory, java.nio.file.LinkOption.NOFOLLOW_LINKS).equals(user);
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isAbandoned(Path directory) {
    try (FileChannel other =
            FileChannel.open(
                directory.resolve(LOCK),
                StandardOpenOption.WRITE,
                java.nio.file.LinkOption.NOFOLLOW_LINKS);
        FileLock free = other.tryLock()) {
      return free != null;
    } catch (IOException | OverlappingFileLockException e) {
      return false;
    }
  }

  private static void remove(Path directory) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(directory);
    } catch (IOException e) {
      // another session may be sweeping the same left-overs; the next move tries again
    }
  }

  /** Writes a chunk file; the caller deletes it once its rows are in. */
  Path write(int number, byte[] bytes, int length) {
    Path file = directory.resolve("chunk-" + number);
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      java.nio.ByteBuffer buffer = java.nio.ByteBuffer.wrap(bytes, 0, length);
      while (buffer.hasRemaining()) {
        out.write(buffer);
      }
      return file;
    } catch (IOException e) {
      throw unwritable(directory, e);
    }
  }

  private static DatabaseException unwritable(Path where, IOException e) {
    String reason = e.getMessage() == null ? "" : e.getMessage();
    if (reason.contains("No space left")) {
      return new DatabaseException(
          ErrorCode.DISK_FULL,
          "could not write to chunk directory \"" + where + "\": No space left on device",
          null,
          "Free some space; a move needs a few dozen megabytes there.",
          e);
    }
    return new DatabaseException(
        ErrorCode.SOURCE_UNREADABLE,
        "could not write to chunk directory \"" + where + "\"",
        null,
        "The database server's operating system user must be able to create directories there."
            + " An administrator sets it in table datamove.setting.",
        e);
  }

  @Override
  public void close() {
    try {
      lock.release();
      channel.close();
    } catch (IOException e) {
      // the directory goes all the same
    }
    remove(directory);
  }
}
