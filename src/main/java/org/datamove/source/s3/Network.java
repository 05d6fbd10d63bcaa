package org.datamove.source.s3;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.datamove.error.SourceException;
import org.datamove.source.Interruption;

/**
 * Lets others talk to the network. Waiting for a socket does not end by an interrupt; waiting for
 * the thread that does so ends at once, and that thread ends with its time limit.
 */
final class Network {
  private Network() {}

  /** A daemon thread that has been started. */
  static Thread start(Runnable work) {
    Thread thread = new Thread(work, "datamove s3");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Does something on another thread, and waits for it. */
  static <T> T call(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = start(task);
    try {
      return task.get();
    } catch (InterruptedException e) {
      thread.interrupt();
      throw interrupted(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** What ends a reader whose move is over; nobody sees it. */
  static SourceException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return Interruption.ended(e);
  }
}
