package org.datamove.error;

import java.util.Map;

/** The columns of file and table do not fit. */
public final class SchemaConflictException extends ValidationException {
  private static final long serialVersionUID = 1L;

  /** A failed validation; the report is a JSON object and not null. */
  public SchemaConflictException(Failure failure, Map<String, Object> report) {
    super(failure, report);
  }
}
