package org.datamove.engine;

import java.io.IOException;
import java.util.Map;

/** Work that runs on a session's worker thread. */
interface Job extends AutoCloseable {
  /**
   * Does the work.
   *
   * @return the result as a JSON object
   */
  Map<String, Object> run(Host host) throws IOException, InterruptedException;

  /**
   * The path of the file that a place is in ({@link org.datamove.csv.Place}); asked from the host's
   * thread.
   *
   * @return null where the request's path names one file only
   */
  default String pathOf(long place) {
    return null;
  }

  /** Lets go of files; called once, from the host's thread, whether or not the work has ended. */
  @Override
  default void close() {}
}
