package org.datamove.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/** Copies and removes directory trees. */
final class FileTree {

  /** The time that every copy carries, so that reports of two runs are alike. */
  private static final FileTime COPY_TIME = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

  private FileTree() {}

  /** Copies a file or a tree; directories come out as 0755 and files as 0644. */
  static void copy(Path from, Path to) {
    try {
      Files.walkFileTree(
          from,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes)
                throws IOException {
              Path copy = to.resolve(from.relativize(dir).toString());
              Files.createDirectories(copy);
              setMode(copy, true);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Path copy = to.resolve(from.relativize(file).toString());
              Files.copy(file, copy);
              setMode(copy, false);
              Files.setLastModifiedTime(copy, COPY_TIME);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes a file or a tree; what is not there is fine. */
  static void remove(Path root) {
    if (!Files.exists(root)) {
      return;
    }
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.deleteIfExists(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path dir, IOException e) throws IOException {
              Files.deleteIfExists(dir);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void setMode(Path path, boolean directory) {
    if (!path.toFile().setReadable(true, false)
        || (directory && !path.toFile().setExecutable(true, false))) {
      throw new IllegalStateException("cannot make " + path + " readable for the server");
    }
  }
}
