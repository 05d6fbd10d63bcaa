package org.datamove.execute;

import java.util.List;
import java.util.Map;
import org.datamove.request.Request;
import org.datamove.result.Outcome;
import org.datamove.result.Report;
import org.datamove.validate.finding.Finding;

/** What a report tells of the rows that were skipped, where they are listed. */
final class SkippedReport {
  private final Request request;
  private final Written written;

  SkippedReport(Request request, Written written) {
    this.request = request;
    this.written = written;
  }

  /** A finding for each row that is listed; all are counted. */
  List<Map<String, Object>> findings() {
    return written.listed().stream()
        .map(row -> Report.finding(finding(row), source(row), written.skipped()))
        .toList();
  }

  /** The same in words, for all of them: none or one. */
  List<String> warnings() {
    return written.listed().stream()
        .limit(1)
        .map(first -> Outcome.ofRows(finding(first), source(first), written.skipped() - 1))
        .toList();
  }

  private Finding finding(SkippedRow row) {
    boolean triggers = request.table() != null && request.table().mayTriggersSuppressRows();
    return Finding.ofSkipped(null, row.place(), triggers);
  }

  /** As other findings have it: null where the path that is moved names one file only. */
  private String source(SkippedRow row) {
    return request.csvPath().equals(row.path()) ? null : row.path();
  }
}
