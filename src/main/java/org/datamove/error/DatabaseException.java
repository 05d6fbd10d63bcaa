package org.datamove.error;

/** The database or the machine below it refused: disk full, memory, rows lost on the way. */
public final class DatabaseException extends DatamoveException {
  private static final long serialVersionUID = 1L;

  /** A refusal; detail, hint and cause may be null. */
  public DatabaseException(
      ErrorCode code, String message, String detail, String hint, Throwable cause) {
    super(Failure.of(code, message, detail, hint), null, cause);
  }
}
