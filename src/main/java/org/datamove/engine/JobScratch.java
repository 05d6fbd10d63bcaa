package org.datamove.engine;

import java.io.IOException;
import java.nio.file.Path;
import org.datamove.key.Scratch;
import org.datamove.load.ChunkDirectory;
import org.datamove.request.SessionInfo;
import org.datamove.source.FileNames;
import org.datamove.source.Machine;

/** A chunk directory that is made when something is first put aside. */
final class JobScratch implements Scratch, AutoCloseable {
  private final String parent;
  private final FileNames names;
  private final Machine machine;
  private ChunkDirectory directory;
  private boolean closed;
  private int files;

  /** Files in a directory of their own, where a session has its chunks. */
  JobScratch(SessionInfo session) {
    this.parent = session.chunkDirectory();
    this.names = session.access().names();
    this.machine = session.access().machine();
  }

  @Override
  public synchronized Path newFile() {
    if (closed) {
      throw new IllegalStateException("the work has been closed");
    }
    if (directory == null) {
      directory = ChunkDirectory.create(parent, names, machine);
    }
    return directory.path("keys-" + ++files);
  }

  @Override
  public RuntimeException failed(IOException cause) {
    return ChunkDirectory.unwritable(parent == null ? "" : parent, machine, cause);
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (directory != null) {
      directory.close();
    }
  }
}
