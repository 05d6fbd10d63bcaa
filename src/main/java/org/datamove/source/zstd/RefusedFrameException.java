package org.datamove.source.zstd;

import java.io.IOException;

/**
 * Data that may be well-formed but is not read. The message goes on where a sentence has named the
 * file: {@code needs a dictionary}.
 */
public final class RefusedFrameException extends IOException {
  private static final long serialVersionUID = 1L;

  RefusedFrameException(String message) {
    super(message);
  }
}
