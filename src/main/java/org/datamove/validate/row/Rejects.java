package org.datamove.validate.row;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.datamove.csv.RawRecord;
import org.datamove.request.RejectLimit;
import org.datamove.validate.finding.Finding;
import org.datamove.validate.finding.FindingCode;
import org.datamove.validate.finding.Findings;

/** Gathers the rows that a load rejects, and hands them on now and then. */
public final class Rejects {
  private static final int HAND_OVER_ROWS = 500;
  private static final long HAND_OVER_CHARS = 512 * 1024;

  /**
   * A row that is rejected.
   *
   * @param row the 1-based data row
   * @param place where it starts ({@link org.datamove.csv.Place})
   * @param record as the file has it
   * @param findings all that is wrong with it, in the order in which it was found; not empty
   */
  public record Rejected(long row, long place, RawRecord record, List<Finding> findings) {}

  /** Takes rejected rows into the database; must not keep them. */
  public interface Sink {
    /** Hands rows over. */
    void reject(List<Rejected> rows) throws InterruptedException;
  }

  private final Supplier<RawRecord> currentRecord;
  private final Sink sink;
  private final List<Rejected> waiting = new ArrayList<>();
  private long chars;
  private long count;

  /**
   * Rejected rows on their way.
   *
   * @param currentRecord the record that was read last
   * @param sink where they go, or null where they are only counted
   */
  public Rejects(Supplier<RawRecord> currentRecord, Sink sink) {
    this.currentRecord = currentRecord;
    this.sink = sink;
  }

  RawRecord currentRecord() {
    return sink == null ? null : currentRecord.get();
  }

  /** Takes a row that is left out. */
  public void add(long row, long place, RawRecord record, List<Finding> findings) {
    count++;
    if (sink != null) {
      waiting.add(new Rejected(row, place, record, List.copyOf(findings)));
      chars += record.length();
    }
  }

  /** Hands on what has been gathered once it is much, or all of it at the end. */
  public void handOver(boolean atEnd) throws InterruptedException {
    boolean much = waiting.size() >= HAND_OVER_ROWS || chars >= HAND_OVER_CHARS;
    if (!waiting.isEmpty() && (much || atEnd)) {
      sink.reject(List.copyOf(waiting));
      waiting.clear();
      chars = 0;
    }
  }

  /** Counts rows that a load would reject. */
  public void count(long rows) {
    count += rows;
  }

  /** How many rows are rejected; none where a refused row fails the move, which is null. */
  public static long count(Rejects rejects) {
    return rejects == null ? 0 : rejects.count;
  }

  /** Adds an error where there are more than the caller allows; a few more he may allow. */
  public void checkLimit(RejectLimit limit, long rowsOfFile, Findings findings) {
    if (!limit.isExceeded(count, rowsOfFile)) {
      return;
    }
    String refused = count == 1 ? "1 row is" : count + " rows are";
    Finding finding =
        Finding.ofColumn(
            FindingCode.TOO_MANY_REJECTED,
            null,
            refused + " refused; reject_limit allows " + limit.words(),
            "Correct the file.");
    boolean most = count * 2 > rowsOfFile;
    findings.add(
        most
            ? finding
            : finding.advise("Or, to load the other rows, set", Map.of("reject_limit", count)));
  }
}
