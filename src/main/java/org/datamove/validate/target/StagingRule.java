package org.datamove.validate.target;

import org.datamove.request.Request;
import org.datamove.validate.finding.Finding;
import org.datamove.validate.finding.FindingCode;
import org.datamove.validate.finding.Findings;
import org.datamove.validate.move.Rule;
import org.datamove.validate.move.Subject;
import org.datamove.validate.move.WriteDisposition;

/** Where rows go through a temporary table the caller may create one. */
public final class StagingRule implements Rule {
  @Override
  public void check(Subject subject, Findings findings) {
    if (stages(subject.request()) && !subject.request().session().mayCreateTemporary()) {
      findings.add(
          Finding.ofColumn(
              FindingCode.NOT_PERMITTED,
              null,
              "permission denied to create temporary tables in this database",
              "This move takes its rows through a temporary table; the caller needs the TEMPORARY"
                  + " privilege on the database."));
    }
  }

  private static boolean stages(Request request) {
    if (request.table() == null) {
      return request.skipsRepeatedKeys();
    }
    return request.table().needsStaging()
        || request.options().skipsConflicts()
        || WriteDisposition.of(request).isByKey();
  }
}
