package org.datamove.execute;

import org.datamove.error.Failure;

/**
 * The host has ended the conversation with an error of the database's; all that is left to do is to
 * tell it. Nothing more is carried out.
 */
public final class MoveEndedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  MoveEndedException(Failure failure) {
    super(failure.message());
    this.failure = failure;
  }

  /** What a client is shown. */
  public Failure failure() {
    return failure;
  }
}
