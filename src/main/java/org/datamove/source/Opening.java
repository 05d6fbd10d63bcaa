package org.datamove.source;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Opens files on another thread. To open a FIFO is to wait for its writer, and no interrupt ends
 * that wait; somebody may put one in the place of a file that has just been looked at. Waiting for
 * the other thread ends at once.
 */
final class Opening {
  private static final long IDLE_MILLIS = 300;

  private static final Executor THREADS =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          IDLE_MILLIS,
          TimeUnit.MILLISECONDS,
          new SynchronousQueue<>(),
          Opening::thread);

  private Opening() {}

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "datamove open");
    thread.setDaemon(true);
    return thread;
  }

  /** Opens something, or gives what the system says. */
  interface Opener<T extends Closeable> {
    T open() throws IOException;
  }

  /**
   * Opens something and waits for it.
   *
   * @param within what is needed until it is open, such as its directory; null for nothing. Where
   *     the wait is ended it is closed here, once it is needed no more
   * @throws org.datamove.error.SourceException where the wait is ended
   */
  @SuppressWarnings("FutureReturnValueIgnored") // what comes of closing concerns nobody
  static <T extends Closeable> T of(Opener<T> opener, Closeable within) throws IOException {
    CompletableFuture<T> opening = new CompletableFuture<>();
    THREADS.execute(() -> open(opener, opening));
    try {
      return opening.get();
    } catch (InterruptedException e) {
      opening.whenComplete(
          (opened, failure) -> {
            close(opened);
            close(within);
          });
      Thread.currentThread().interrupt();
      throw Interruption.ended(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw (Error) e.getCause();
    }
  }

  private static <T extends Closeable> void open(Opener<T> opener, CompletableFuture<T> opening) {
    try {
      opening.complete(opener.open());
    } catch (IOException | RuntimeException | Error e) {
      opening.completeExceptionally(e);
    }
  }

  private static void close(Closeable resource) {
    try {
      if (resource != null) {
        resource.close();
      }
    } catch (IOException e) {
      // nobody waits for it
    }
  }
}
