package org.datamove.engine;

import java.io.IOException;
import java.util.List;
import org.datamove.request.Request;
import org.datamove.validate.finding.Finding;
import org.datamove.validate.move.Operation;
import org.datamove.validate.move.WriteDisposition;
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
  private ReferenceCheck references;
  private List<Finding> orphans = List.of();

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
    Trials trials = Trials.of(request, names, database, finding -> {});
    RowProbes probes = trials.probes();
    boolean deletesBehind =
        operation == Operation.EXISTING_SCHEMA
            && WriteDisposition.of(request) == WriteDisposition.REPLACE_BY_KEY;
    if (probes.isEmpty() && (trials.isEmpty() || !deletesBehind)) {
      return null;
    }
    references = deletesBehind ? trials.references(scratch) : null;
    FindingLog kept = new FindingLog(scratch);
    probes.keep(kept::add);
    log = kept;
    return probes;
  }

  /**
   * What finds the rows that refer to rows which a load removes once it has them: nothing else does
   * before it is too late. Null where there are none, or they are known.
   */
  ReferenceCheck references() {
    return references;
  }

  /** Keeps those that it has found, by row. */
  void keep(List<Finding> found) {
    orphans = found;
    references = null;
  }

  /** Whether rows that are not left out, and that the load finds refused, are sought. */
  boolean seeks() {
    return seeks;
  }

  /** The rows, once they are known, else none. */
  ForeseenRows rows() {
    return log == null ? null : ForeseenRows.of(log).and(orphans);
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
