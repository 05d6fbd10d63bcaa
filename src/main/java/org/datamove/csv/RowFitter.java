package org.datamove.csv;

import java.util.List;

/** Knows where the fields of a record belong that has too few of them or too many. */
@FunctionalInterface
public interface RowFitter {
  /**
   * The only values that the record can stand for, if one delimiter or more were omitted or put in.
   *
   * @param row the record
   * @param expected how many values there must be
   * @return a value for each column, null for NULL; or null where it is not certain
   */
  List<String> values(Row row, int expected) throws InterruptedException;
}
