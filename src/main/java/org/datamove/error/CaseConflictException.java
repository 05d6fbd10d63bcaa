package org.datamove.error;

import java.util.Map;

/** Names differ only by letter case. */
public final class CaseConflictException extends ValidationException {
  private static final long serialVersionUID = 1L;

  /** A failed validation; the report is a JSON object and not null. */
  public CaseConflictException(Failure failure, Map<String, Object> report) {
    super(failure, report);
  }
}
