package org.datamove.source.s3;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.datamove.error.SourceException;
import org.datamove.source.Interruption;

/**
 * Lets others talk to the network. Waiting for a socket does not end by an interrupt; waiting for
 * the thread that does so ends at once, and that thread when its request is hung up.
 */
final class Network {
  private static final long BETWEEN_TRIES_MILLIS = 20;

  private Network() {}

  /** A thread that talks to the network, a request at a time. */
  static final class Talk extends Thread {
    private volatile Runnable hangUp = () -> {};
    private volatile boolean over;

    private Talk(Runnable work) {
      super(work, "datamove s3");
      setDaemon(true);
    }

    /** Ends what it does, whatever it waits for; does not wait for that. */
    void end() {
      over = true;
      interrupt();
      if (isAlive()) {
        Thread closer = new Thread(this::hangUpUntilItIsGone, "datamove s3 end");
        closer.setDaemon(true);
        closer.start();
      }
    }

    /** Again and again: what is about to connect, or tries once more, cannot be closed yet. */
    private void hangUpUntilItIsGone() {
      try {
        while (isAlive()) {
          hangUp.run();
          join(BETWEEN_TRIES_MILLIS);
        }
      } catch (InterruptedException e) {
        interrupt();
      }
    }
  }

  /** Says how the request that this thread is about to make is hung up. */
  static void hangUpBy(Runnable hangUp) {
    if (Thread.currentThread() instanceof Talk talk) {
      talk.hangUp = hangUp;
    }
  }

  /** Whether nobody waits any more for what this thread does. */
  static boolean isOver() {
    return Thread.currentThread() instanceof Talk talk && talk.over;
  }

  /** A daemon thread that has been started. */
  static Talk start(Runnable work) {
    Talk thread = new Talk(work);
    thread.start();
    return thread;
  }

  /** Does something on another thread, and waits for it. */
  static <T> T call(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Talk thread = start(task);
    try {
      return task.get();
    } catch (InterruptedException e) {
      thread.end();
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
