package org.datamove.source;

import java.io.BufferedInputStream;
import java.io.InputStream;

/**
 * A stream with a buffer that is somebody else's, so that many streams one after the other need no
 * more than one buffer. The buffer is free again once the stream is closed.
 */
public final class LentBuffer extends BufferedInputStream {
  /** Reads through a buffer; marks may reach as far as it is long. */
  public LentBuffer(InputStream in, byte[] buffer) {
    super(in, 1);
    buf = buffer;
  }
}
