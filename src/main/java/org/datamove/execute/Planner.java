package org.datamove.execute;

import java.io.IOException;
import org.datamove.request.Request;
import org.datamove.result.Planned;

/** Reads a file as far as its plan needs, and compares it with the target. */
public interface Planner {
  /**
   * Plans a move.
   *
   * @throws org.datamove.error.DatamoveException where the file cannot be read, or where a move
   *     that is no dry run cannot succeed
   */
  Planned plan(Request request) throws IOException, InterruptedException;
}
