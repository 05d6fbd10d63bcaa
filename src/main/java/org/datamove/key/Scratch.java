package org.datamove.key;

import java.io.IOException;
import java.nio.file.Path;

/** Where what does not fit in memory is put aside; whoever made it removes what is left in it. */
public interface Scratch {
  /** The path of a file that does not exist yet. */
  Path newFile();

  /** The failure to report where such a file cannot be written or read. */
  RuntimeException failed(IOException cause);
}
