package org.datamove.execute;

import java.util.List;

/**
 * Rows that the database is known to refuse, so that they are put aside.
 *
 * @param rows those that it was tried with, one by one
 * @param isTried whether it was, or is being, tried with all rows: it has decided, then, which of
 *     the rows with one key goes in
 */
public record LeftOut(List<RowRefusal> rows, boolean isTried) {
  /** Nothing is known. */
  public static final LeftOut NOTHING = new LeftOut(List.of(), false);

  /** Keeps rows that were tried. */
  public LeftOut {
    rows = List.copyOf(rows);
  }
}
