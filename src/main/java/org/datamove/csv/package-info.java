/**
 * Bytes to records. Start at {@link org.datamove.csv.CsvFile}; a record is a reused {@link
 * org.datamove.csv.Row} of UTF-8 bytes with its row and line number. Apache Commons CSV reads the
 * records and is used nowhere else. Malformed input is a {@link org.datamove.csv.CsvProblem} on the
 * row, never an exception, so that reading goes on; nothing here knows of types or tables.
 */
package org.datamove.csv;
