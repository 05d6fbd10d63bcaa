package org.datamove.execute;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.datamove.csv.CorrectedRow;
import org.datamove.load.Chunk;
import org.datamove.plan.Step;
import org.datamove.result.Loaded;

/** The rows of a file on their way: read, checked and encoded while the database takes others. */
public interface Feed extends AutoCloseable {
  /** What comes next. */
  sealed interface Item {
    /** Rows for the table. */
    record Rows(Chunk chunk) implements Item {}

    /** A question to the database; reading waits for {@link #reply}. */
    record Asked(Statement.Ask question) implements Item {}

    /** Rows that were put aside, asked for; reading waits for {@link #reply}. */
    record Wanted(Command.FetchRejected fetch) implements Item {}

    /** Rows that were rejected before and are corrected. */
    record Released(List<CorrectedRow> rows) implements Item {}

    /** Rows that are put aside, as {@code datamove.rejected_row} has them. */
    record PutAside(List<Map<String, Object>> rows) implements Item {}

    /** The file's end. */
    record Ended(Loaded loaded) implements Item {}
  }

  /**
   * Waits for the next item.
   *
   * @throws org.datamove.error.DatamoveException where the file cannot be read or does not fit
   */
  Item next() throws IOException, InterruptedException;

  /** Answers the question asked last. */
  void reply(Map<String, Object> answer);

  /** Lets go of a chunk whose rows are in. */
  void release(Chunk chunk) throws IOException;

  /** The path of the file that a place is in ({@link org.datamove.csv.Place}). */
  String pathOf(long place);

  /** How a text in SQL names the file of a chunk. */
  String nameOf(java.nio.file.Path file);

  /** Ends reading and removes its files. */
  @Override
  void close();

  /** Begins to read. */
  interface Opener {
    /**
     * A feed for a load.
     *
     * @param leftOut rows that are put aside
     */
    Feed open(Step.Load load, LeftOut leftOut);
  }
}
