package org.datamove.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.datamove.error.DatabaseException;
import org.datamove.error.ErrorCode;
import org.datamove.source.FileNames;
import org.datamove.source.Machine;
import org.datamove.source.OwnDirectory;

/**
 * A private directory (mode 0700) for the chunk files of one move.
 *
 * <p>A locked file inside says that its owner lives; directories of the same operating system user
 * whose lock is free were left by a killed process and are removed when the next one is made.
 */
public final class ChunkDirectory implements AutoCloseable {
  private static final String LOCK = "lock";

  /**
   * The names of this process's own directories. Their lock files must not even be opened again:
   * the system lets go of a process's locks on a file when any channel of it is closed.
   */
  private static final Set<String> LIVE = ConcurrentHashMap.newKeySet();

  private final Path directory;
  private final FileChannel channel;

  private ChunkDirectory(Path directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  /**
   * Makes a directory.
   *
   * @param parent where, or null for the system's temporary directory
   * @param names how a text names a directory
   */
  public static ChunkDirectory create(String parent, FileNames names) {
    return create(parent, names, Machine.SERVER);
  }

  /** The same on either machine. */
  public static ChunkDirectory create(String parent, FileNames names, Machine machine) {
    String given = parent == null ? System.getProperty("java.io.tmpdir") : parent;
    Path root = names.path(given);
    try {
      ChunkDirectory made = make(root);
      sweep(root, made.directory);
      return made;
    } catch (IOException e) {
      throw unwritable(given, machine, e);
    }
  }

  private static ChunkDirectory make(Path root) throws IOException {
    while (true) {
      Path directory = OwnDirectory.create(root);
      Path file = directory.resolve(LOCK);
      LIVE.add(name(directory));
      FileChannel channel = null;
      try {
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        channel.lock();
        if (Files.exists(file)) {
          return new ChunkDirectory(directory, channel);
        }
        // swept by another process before it was locked
        release(directory, channel);
      } catch (IOException e) {
        release(directory, channel);
        throw e;
      }
    }
  }

  private static void release(Path directory, FileChannel channel) {
    remove(directory);
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // the directory is gone all the same
    }
    LIVE.remove(name(directory));
  }

  private static String name(Path directory) {
    return directory.getFileName().toString();
  }

  /**
   * Removes what killed processes of the same user have left beside a directory.
   *
   * @param own a directory of this process, which stays
   */
  public static void sweepBeside(Path own) {
    LIVE.add(name(own));
    sweep(own.toAbsolutePath().getParent(), own);
  }

  private static void sweep(Path root, Path mine) {
    try (DirectoryStream<Path> candidates = Files.newDirectoryStream(root)) {
      UserPrincipal user = Files.getOwner(mine);
      for (Path candidate : candidates) {
        if (Thread.currentThread().isInterrupted()) {
          return;
        }
        boolean own = OwnDirectory.is(candidate) && !LIVE.contains(name(candidate));
        if (own && isOwned(candidate, user)) {
          removeAbandoned(candidate);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // the next move tries again
    }
  }

  private static boolean isOwned(Path directory, UserPrincipal user) {
    try {
      return Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS).equals(user);
    } catch (IOException e) {
      return false;
    }
  }

  /** Holds the lock meanwhile, so that whoever is about to lock the directory waits and sees. */
  private static void removeAbandoned(Path directory) {
    try (FileChannel other =
            FileChannel.open(
                directory.resolve(LOCK), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        FileLock free = other.tryLock()) {
      if (free != null) {
        remove(directory);
      }
    } catch (IOException | OverlappingFileLockException e) {
      // not to be had: it is another session's, or not a directory of chunks
    }
  }

  private static void remove(Path directory) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
          remove(file);
        } else {
          Files.deleteIfExists(file);
        }
      }
      Files.deleteIfExists(directory);
    } catch (IOException | DirectoryIteratorException e) {
      // another session may be sweeping the same left-overs; the next move tries again
    }
  }

  /** Writes a chunk file; the caller deletes it once its rows are in. */
  Path write(int number, byte[] bytes, int length) {
    Path file = directory.resolve("chunk-" + number);
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
      while (buffer.hasRemaining()) {
        out.write(buffer);
      }
      return file;
    } catch (IOException e) {
      discard(file); // what is left of the disk is for those who tell it
      throw unwritable(directory.toString(), Machine.SERVER, e);
    }
  }

  private static void discard(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // it goes with the directory
    }
  }

  /** The path of a file in it that somebody else writes. */
  public Path path(String name) {
    return directory.resolve(name);
  }

  /** Whether a file cannot be written because its disk, or its user's part of it, is full. */
  public static boolean isFull(IOException e) {
    String reason = e.getMessage() == null ? "" : e.getMessage();
    return reason.contains("No space left") || reason.contains("quota exceeded");
  }

  /** The failure to report where nothing can be written to a directory. */
  public static DatabaseException unwritable(String where, Machine machine, IOException e) {
    if (isFull(e)) {
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
        machine.say(
            "The database server's operating system user must be able to create directories there."
                + " An administrator sets it in table datamove.setting.",
            "The operating system user that runs datamove must be able to create directories"
                + " there."),
        e);
  }

  @Override
  public void close() {
    release(directory, channel);
  }
}
