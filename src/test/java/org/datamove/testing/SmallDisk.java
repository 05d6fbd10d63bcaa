package org.datamove.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A file system of a server's in memory, whose size is the test's to choose. */
public final class SmallDisk implements AutoCloseable {
  private static final String AMPLE = "400m";
  private static final int BLOCK = 64 * 1024;

  private final Path directory;

  private SmallDisk(Path directory) {
    this.directory = directory;
  }

  /** Why there cannot be one here, as part of a sentence; empty if there can. */
  public static Optional<String> obstacle() {
    Path probe = LocalServer.newHome();
    try (SmallDisk disk = mount(probe)) {
      return disk.resize("1m") ? Optional.empty() : Optional.of("a mount cannot be resized");
    } catch (IllegalStateException e) {
      return Optional.of("mount is not permitted");
    } finally {
      FileTree.remove(probe);
    }
  }

  private static SmallDisk mount(Path directory) {
    String options = "mode=0700,size=" + AMPLE;
    Shell.run(List.of("mount", "-t", "tmpfs", "-o", options, "tmpfs", directory.toString()))
        .orThrow("mount");
    return new SmallDisk(directory);
  }

  /**
   * An empty one, with ample room.
   *
   * @param directory where; it is made unless there is one, and belongs to the servers' user
   */
  public static SmallDisk at(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    SmallDisk disk = mount(directory);
    OsUser.forServers().own(directory);
    return disk;
  }

  /** Copies all of a directory into it, with owners and rights. */
  public void copyOf(Path source) {
    Shell.run(List.of("cp", "-a", source + "/.", directory.toString())).orThrow("cp");
  }

  /** Has room for so much in all, such as {@code 16k}; false where more is in it already. */
  public boolean resize(String size) {
    return Shell.run(List.of("mount", "-o", "remount,size=" + size, directory.toString())).status()
        == 0;
  }

  /** Leaves room for some bytes besides what is in it. */
  public void leave(long bytes) {
    try {
      var store = Files.getFileStore(directory);
      long used = store.getTotalSpace() - store.getUnallocatedSpace();
      if (!resize(Long.toString(used + bytes + BLOCK))) {
        throw new IllegalStateException("cannot be made as small as that: " + directory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Has ample room again. */
  public void free() {
    if (!resize(AMPLE)) {
      throw new IllegalStateException("cannot be made large again: " + directory);
    }
  }

  @Override
  public void close() {
    Shell.run(List.of("umount", "-l", directory.toString()));
  }
}
