package org.datamove.load;

import org.datamove.binary.ByteBuilder;
import org.datamove.csv.Row;

/** Turns rows into the form in which PostgreSQL takes them. */
sealed interface RowEncoder permits CopyBinaryEncoder, CopyTextEncoder, JsonBatchEncoder {
  /**
   * Appends one row; the fields are taken in the order of the load's columns.
   *
   * @return false where the form has no place for the row; what was appended is then of no use
   */
  boolean append(Row row, int[] fields, ByteBuilder out);

  /** Writes what comes before the first row. */
  void begin(ByteBuilder out);

  /** Writes what comes after the last row. */
  void end(ByteBuilder out);
}
