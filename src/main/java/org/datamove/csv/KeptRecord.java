package org.datamove.csv;

import java.util.List;
import org.datamove.request.CsvOptions;

/**
 * A record that an earlier move has put aside.
 *
 * @param row the 1-based data row that it was
 * @param line the 1-based physical line on which it started
 * @param raw as it stood in its file, or as it was corrected
 */
public record KeptRecord(long row, long line, RawRecord raw) {
  /** Gives records, in the order of their rows. */
  public interface Store {
    /**
     * Some more records.
     *
     * @param row the row of the last one before them; 0 for the first ones
     * @return nothing behind the last one
     */
    List<KeptRecord> after(long row) throws InterruptedException;
  }

  /** Says how records of a file are written. */
  public interface Notation {
    /** All but what stands above its records. */
    CsvOptions of(Origin origin);
  }
}
