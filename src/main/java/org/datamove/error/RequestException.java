package org.datamove.error;

/** The call itself cannot be carried out: an argument, an option, the kind of target. */
public final class RequestException extends DatamoveException {
  private static final long serialVersionUID = 1L;

  /** A request refused for the given reason; detail and hint may be null. */
  public RequestException(ErrorCode code, String message, String detail, String hint) {
    super(Failure.of(code, message, detail, hint), null, null);
  }

  /** An argument or option refused (SQLSTATE 22023); detail and hint may be null. */
  public static RequestException invalid(String message, String detail, String hint) {
    return new RequestException(ErrorCode.INVALID_REQUEST, message, detail, hint);
  }
}
