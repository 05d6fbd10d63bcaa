package org.datamove.key;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Files in a directory. */
public final class DirectoryScratch implements Scratch {
  private final Path directory;
  private int files;

  /** Files in a directory that exists. */
  public DirectoryScratch(Path directory) {
    this.directory = directory;
  }

  /** How many there have been. */
  int files() {
    return files;
  }

  @Override
  public Path newFile() {
    return directory.resolve("f" + ++files);
  }

  @Override
  public RuntimeException failed(IOException cause) {
    return new UncheckedIOException(cause);
  }
}
