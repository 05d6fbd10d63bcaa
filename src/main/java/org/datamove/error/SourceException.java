package org.datamove.error;

/** The source cannot be found or read, or has changed while it was read. */
public final class SourceException extends DatamoveException {
  private static final long serialVersionUID = 1L;

  /** A source refused for the given reason; detail, hint and cause may be null. */
  public SourceException(
      ErrorCode code, String message, String detail, String hint, Throwable cause) {
    super(Failure.of(code, message, detail, hint), null, cause);
  }
}
