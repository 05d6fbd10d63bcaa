package org.datamove.error;

import java.util.Map;

/** Values do not fit their columns' types. */
public final class DataTypeException extends ValidationException {
  private static final long serialVersionUID = 1L;

  /** A failed validation; the report is a JSON object and not null. */
  public DataTypeException(Failure failure, Map<String, Object> report) {
    super(failure, report);
  }
}
