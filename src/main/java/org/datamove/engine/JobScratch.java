package org.datamove.engine;

import java.io.IOException;
import java.nio.file.Path;
import org.datamove.key.Scratch;
import org.datamove.load.ChunkDirectory;

/** A chunk directory that is made when something is first put aside. */
final class JobScratch implements Scratch, AutoCloseable {
  private final String parent;
  private ChunkDirectory directory;
  private boolean closed;
  private int files;

  /** Files in a directory under the given one, null for the system's temporary directory. */
  JobScratch(String parent) {
    this.parent = parent;
  }

  @Override
  public synchronized Path newFile() {
    if (closed) {
      throw new IllegalStateException("the work has been closed");
    }
    if (directory == null) {
      directory = ChunkDirectory.create(parent);
    }
    return directory.path("keys-" + ++files);
  }

  @Override
  public RuntimeException failed(IOException cause) {
    return ChunkDirectory.unwritable(Path.of(parent == null ? "" : parent), cause);
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (directory != null) {
      directory.close();
    }
  }
}
