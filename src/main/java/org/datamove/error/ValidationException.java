package org.datamove.error;

import java.util.Map;

/** The file does not fit: its findings are in the report. */
public sealed class ValidationException extends DatamoveException
    permits SchemaConflictException, CaseConflictException, DataTypeException {
  private static final long serialVersionUID = 1L;

  /** A failed validation; the report is a JSON object and not null. */
  public ValidationException(Failure failure, Map<String, Object> report) {
    super(failure, report, null);
  }
}
