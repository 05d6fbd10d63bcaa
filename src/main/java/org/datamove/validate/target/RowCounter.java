package org.datamove.validate.target;

/** Asks the database how many values a column has; must not be asked for every row of anything. */
public interface RowCounter {
  /**
   * Counts the values of a column that are not NULL.
   *
   * @param table qualified and quoted as SQL
   * @param column unquoted
   * @return the number, or null where the caller may not read the column
   */
  Long count(String table, String column) throws InterruptedException;
}
