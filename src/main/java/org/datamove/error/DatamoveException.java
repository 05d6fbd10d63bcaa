package org.datamove.error;

import java.util.Map;

/**
 * A move that cannot go on. The family is sealed: the request was wrong, the source failed, the
 * file does not fit ({@link ValidationException} and its kinds), or the database refused.
 *
 * <p>Carries what a client is told ({@link #failure()}) and, where the file was read far enough to
 * have one, the report.
 */
public abstract sealed class DatamoveException extends RuntimeException
    permits RequestException, SourceException, ValidationException, DatabaseException {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;
  private final transient Map<String, Object> report;

  DatamoveException(Failure failure, Map<String, Object> report, Throwable cause) {
    super(failure.message(), cause);
    this.failure = failure;
    this.report = report;
  }

  /** SQLSTATE, message, detail and hint. */
  public Failure failure() {
    return failure;
  }

  /** The report as a JSON object, or null where the move failed before there was one. */
  public Map<String, Object> report() {
    return report;
  }
}
