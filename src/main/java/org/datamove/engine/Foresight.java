package org.datamove.engine;

import java.io.IOException;
import java.util.List;
import org.datamove.request.Request;
import org.datamove.validate.move.Operation;
import org.datamove.validate.row.FindingLog;
import org.datamove.validate.row.ForeseenRows;
import org.datamove.validate.row.RowProbes;

/**
 * The rows of a file that the target's constraints are certain to refuse: found once for a move,
 * however often its load begins anew.
 */
final class Foresight implements AutoCloseable {
  private final Request request;
  private final Operation operation;
  private final JobScratch scratch;
  private final boolean seeks;
  private FindingLog log;

  /**
   * Nothing is known yet.
   *
   * @param seeks whether rows that the load finds refused are sought
   */
  Foresight(Request request, Operation operation, boolean seeks) {
    this.seeks = seeks;
    this.request = request;
    this.operation = operation;
    this.scratch = new JobScratch(request.session());
  }

  /** What tries the rows and keeps what is found; null where there is nothing to try. */
  RowProbes probes(List<String> names, Inquiries database) throws InterruptedException {
    if (log != null || operation == Operation.NEW_TABLE) {
      return null;
    }
    RowProbes probes = Trials.of(request, names, database, finding -> {}).probes();
    if (probes.isEmpty()) {
      return null;
    }
    FindingLog kept = new FindingLog(scratch);
    probes.keep(kept::add);
    log = kept;
    return probes;
  }

  /** Whether rows that are not left out, and that the load finds refused, are sought. */
  boolean seeks() {
    return seeks;
  }

  /** The rows, once they are known, else none. */
  ForeseenRows rows() {
    return log == null ? null : ForeseenRows.of(log);
  }

  @Override
  public void close() {
    try {
      if (log != null) {
        log.close();
      }
    } catch (IOException e) {
      // it goes with its directory
    }
    scratch.close();
  }
}
