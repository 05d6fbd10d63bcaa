package org.datamove.execute;

import java.util.List;

/** The database refuses rows on their way into the table: all that it would refuse. */
final class RowsRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<RowRefusal> rows;

  /** Refused rows, one at least, in the file's order. */
  RowsRefusedException(List<RowRefusal> rows) {
    super(rows.get(0).failure().message());
    this.rows = List.copyOf(rows);
  }

  List<RowRefusal> rows() {
    return rows;
  }
}
