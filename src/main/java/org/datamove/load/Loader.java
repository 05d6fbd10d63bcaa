package org.datamove.load;

import java.io.IOException;
import org.datamove.binary.EncodingSession;
import org.datamove.csv.CsvFile;
import org.datamove.csv.Row;
import org.datamove.plan.Step;
import org.datamove.validate.finding.Findings;
import org.datamove.validate.row.Rejects;
import org.datamove.validate.row.RowChecker;

/**
 * Checks and encodes the rows of a file and hands them on in chunks.
 *
 * <p>After the first refused row nothing more is handed on, because the move will be undone; the
 * rest of the file is still checked, so that every problem is reported.
 */
public final class Loader {
  private final Step.Load step;
  private final int batchSize;
  private final EncodingSession session;
  private final ChunkSink sink;
  private final Rejects rejects;
  private final Brackets brackets;
  private CorrectedRows corrected; // null where the file has none

  /**
   * A loader for a step.
   *
   * @param batchSize rows for each chunk, or 0 for chunks by size
   * @param session what encoded values depend on
   * @param rejects where refused rows go; null where one of them fails the move
   */
  public Loader(
      Step.Load step, int batchSize, EncodingSession session, ChunkSink sink, Rejects rejects) {
    this(step, batchSize, session, sink, rejects, new int[0]);
  }

  /** The same, with the fields whose brackets become braces. */
  public Loader(
      Step.Load step,
      int batchSize,
      EncodingSession session,
      ChunkSink sink,
      Rejects rejects,
      int[] bracketed) {
    this.brackets = new Brackets(bracketed);
    this.rejects = rejects;
    this.session = session;
    this.step = step;
    this.batchSize = batchSize;
    this.sink = sink;
  }

  /** Says who is told of rows that were rejected before. */
  public void corrected(CorrectedRows rows) {
    corrected = rows;
  }

  private void settle(RowChecker checker, ChunkWriter writer, boolean atEnd)
      throws InterruptedException {
    if (!checker.settle()) {
      writer.remove(checker.refusedRows());
    }
    if (corrected != null) {
      corrected.settled(checker.refusedRows(), atEnd);
    }
  }

  private void handOver(RowChecker checker, ChunkWriter writer, Findings findings)
      throws InterruptedException {
    settle(checker, writer, false);
    if (findings.errors() == 0) {
      writer.flush();
    }
  }

  /**
   * Loads every row.
   *
   * @param directory where chunk files go; null where there are none
   * @return how many rows were read
   */
  public long load(CsvFile file, RowChecker checker, Findings findings, ChunkDirectory directory)
      throws IOException, InterruptedException {
    ChunkWriter writer = new ChunkWriter(step, batchSize, session, directory, sink);
    Row row = new Row();
    long rows = 0;
    while (file.next(row)) {
      rows++;
      boolean appended = false;
      if (findings.errors() == 0 && checker.isWellFormed(row)) {
        brackets.open(row);
        appended = writer.append(row);
        if (!appended) {
          handOver(checker, writer, findings);
          appended = findings.errors() == 0 && writer.append(row);
        }
        brackets.close(row);
      }
      boolean good = checker.check(row, appended ? writer.sure() : null);
      if (appended && !good) {
        writer.removeLast();
      }
      if (corrected != null && good && findings.errors() == 0) {
        corrected.add(row.number(), file.corrected());
      }
      if (findings.errors() == 0 && writer.isFull()) {
        handOver(checker, writer, findings);
      } else if (checker.isSettlementDue()) {
        settle(checker, writer, false);
      }
      if (rejects != null) {
        rejects.handOver(false);
      }
    }
    settle(checker, writer, true);
    checker.finish();
    if (rejects != null) {
      rejects.handOver(true);
    }
    if (findings.errors() == 0) {
      writer.flush();
    }
    return rows;
  }
}
