package org.datamove.execute;

import org.datamove.error.ErrorCode;
import org.datamove.error.Failure;

/** A move fails for something that its execution has seen. */
public final class MoveFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  MoveFailedException(ErrorCode code, String message, String detail, String hint) {
    this(Failure.of(code, message, detail, hint));
  }

  MoveFailedException(Failure failure) {
    super(failure.message());
    this.failure = failure;
  }

  /** What a client is shown. */
  public Failure failure() {
    return failure;
  }
}
