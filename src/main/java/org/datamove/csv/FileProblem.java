package org.datamove.csv;

import java.util.List;

/**
 * Why the rows of one of several files are skipped, or read in another order than they are written.
 *
 * @param kind what it is
 * @param place the file's header, or its start
 * @param record the header as it was read; only valid until the next record is read
 * @param missing names of the first file's header that this one lacks
 * @param extra names of this header that the first file's lacks
 * @param notCsv what the file is where it is no CSV; else null
 */
public record FileProblem(
    Kind kind, long place, Row record, List<String> missing, List<String> extra, NotCsv notCsv) {

  /** The kinds of problem. */
  public enum Kind {
    /** No CSV. */
    NOT_CSV,
    /** No record at all, not even a header. */
    EMPTY,
    /** The header cannot be read. */
    MALFORMED_HEADER,
    /** The header has other names than the first file's. */
    OTHER_NAMES,
    /** The header has the names of the first file's in another order; the file is skipped. */
    OTHER_ORDER,
    /** The same, but the file is read by name. */
    REORDERED,
    /** The header was repaired; the file is read. */
    REPAIRED_HEADER,
    /** A record is the header once more and is skipped. */
    REPEATED_HEADER,
    /** A record starts another table below the first. */
    SECOND_TABLE,
    /** The same, and the other table has as many columns as the first. */
    TABLE_ALIKE
  }
}
