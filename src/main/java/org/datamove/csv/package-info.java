/**
 * Bytes to records. Start at {@link org.datamove.csv.CsvFile}: one file or several as one, each of
 * which is a {@code CsvPart} with its dialect, found by what stands in its first bytes ({@link
 * org.datamove.csv.FileStart}). A record is a reused {@link org.datamove.csv.Row} of UTF-8 bytes
 * with its row and line number. Two readers give them, which random texts hold to each other:
 *
 * <ul>
 *   <li>{@code PlainReader}, where delimiter and quote are one ASCII character each and there are
 *       neither escapes nor comments. It reads bytes; a file in another encoding is made UTF-8
 *       before it.
 *   <li>{@code RecordReader}, for all other dialects: comments, delimiters of several characters or
 *       beyond ASCII, no quotes, escapes. It reads characters. Apache Commons CSV, which is used
 *       nowhere else, reads the fields where there are no escapes.
 * </ul>
 *
 * <p>Commons CSV alone would not do. {@code CommonsCsvTest} has an input for each reason: it reads
 * escapes in a way of its own ({@code "C:\new"} has a line end, {@code \x41} stays as it is); it
 * takes misplaced quotes, and what it refuses leaves it within the line; it does not say which
 * fields were quoted, which are never NULL, nor where a record behind a comment starts. All that is
 * {@code RecordScan}'s to find, and the escapes are {@code Escapes}'.
 *
 * <p>Malformed input is a {@link org.datamove.csv.CsvProblem} on the row, never an exception, so
 * that reading goes on; no record is kept beyond its limit, whatever a file holds; nothing here
 * knows of types or tables.
 */
package org.datamove.csv;
