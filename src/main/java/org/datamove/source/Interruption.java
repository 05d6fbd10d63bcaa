package org.datamove.source;

import org.datamove.error.ErrorCode;
import org.datamove.error.SourceException;

/**
 * Ends work whose session has been closed. Whoever does something that may take long asks here now
 * and then: a thread that only computes, or reads a file, does not learn of it otherwise.
 */
public final class Interruption {
  private Interruption() {}

  /**
   * Goes on, unless the thread has been interrupted; that it has been stays to be seen.
   *
   * @throws SourceException where it has; nobody sees it, because nobody waits any more
   */
  public static void check() {
    if (Thread.currentThread().isInterrupted()) {
      throw ended(null);
    }
  }

  /** What ends the work. */
  public static SourceException ended(InterruptedException cause) {
    return new SourceException(
        ErrorCode.SOURCE_UNREADABLE, "the move was ended while it was reading", null, null, cause);
  }
}
