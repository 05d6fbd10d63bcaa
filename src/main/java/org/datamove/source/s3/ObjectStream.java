package org.datamove.source.s3;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Function;
import org.datamove.error.SourceException;
import org.datamove.source.SourceInfo;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * An object's bytes. A thread of its own reads ahead; when its connection breaks it goes on at the
 * byte that it has reached.
 */
final class ObjectStream extends InputStream {
  /** Asks for the bytes from a position on. */
  interface Opener {
    ResponseInputStream<?> from(long position);
  }

  private static final int PIECE_BYTES = 128 * 1024;
  private static final int PIECES_AHEAD = 4;
  private static final byte[] END = {};

  private final Opener opener;
  private final SourceInfo info;
  private final Function<Exception, SourceException> faults;
  private final Patience patience;
  private final BlockingQueue<Object> pieces = new ArrayBlockingQueue<>(PIECES_AHEAD);
  private final Network.Talk reader;
  private byte[] piece = {};
  private int at;
  private boolean ended;
  private volatile boolean closed;

  /**
   * Starts to read.
   *
   * @param info says how many bytes there are
   * @param faults gives what to tell of an exception of the SDK's or the network's
   */
  ObjectStream(
      Opener opener,
      SourceInfo info,
      Function<Exception, SourceException> faults,
      Patience patience) {
    this.opener = opener;
    this.info = info;
    this.faults = faults;
    this.patience = patience;
    this.reader = Network.start(this::readAhead);
  }

  private void readAhead() {
    try {
      long position = 0;
      int failures = 0;
      while (position < info.bytes()) {
        long before = position;
        try {
          position = readFrom(position);
        } catch (Broken e) {
          position = e.position;
          failures = position > before ? 1 : failures + 1;
          if (failures >= patience.attempts()) {
            throw faults.apply(e.cause);
          }
          Thread.sleep(patience.pause(failures).toMillis());
        }
      }
      pieces.put(END);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    } catch (Throwable e) {
      tell(e);
    }
  }

  private void tell(Throwable failure) {
    try {
      pieces.put(failure);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  /** A connection that ended before the object did. */
  private static final class Broken extends Exception {
    private static final long serialVersionUID = 1L;
    private final long position;
    private final Exception cause;

    Broken(long position, Exception cause) {
      super(cause);
      this.position = position;
      this.cause = cause;
    }
  }

  private long readFrom(long start) throws Broken, InterruptedException {
    long position = start;
    ResponseInputStream<?> in;
    try {
      in = opener.from(start);
    } catch (SdkException e) {
      if (Faults.isAnswer(e)) {
        throw faults.apply(e); // the SDK has tried again where that makes sense
      }
      throw new Broken(position, e);
    }
    try {
      while (position < info.bytes()) {
        byte[] buffer = new byte[PIECE_BYTES];
        int got = in.read(buffer);
        if (got < 0) {
          throw new IOException("the connection was closed after " + position + " bytes");
        }
        position += got;
        pieces.put(got == buffer.length ? buffer : Arrays.copyOf(buffer, got));
      }
    } catch (IOException | SdkException e) {
      throw new Broken(position, e);
    } finally {
      in.abort();
    }
    return position;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    while (at == piece.length) {
      if (ended || closed) {
        return -1;
      }
      next();
    }
    int count = Math.min(length, piece.length - at);
    System.arraycopy(piece, at, target, offset, count);
    at += count;
    return count;
  }

  private void next() {
    Object taken;
    try {
      taken = pieces.take();
    } catch (InterruptedException e) {
      throw Network.interrupted(e);
    }
    if (taken instanceof RuntimeException failure) {
      throw failure;
    }
    if (taken instanceof Error failure) {
      throw failure;
    }
    piece = (byte[]) taken;
    at = 0;
    ended = piece == END;
  }

  /** How many bytes can be had without waiting. */
  @Override
  public int available() {
    return piece.length - at;
  }

  @Override
  public void close() {
    closed = true;
    reader.end();
  }
}
