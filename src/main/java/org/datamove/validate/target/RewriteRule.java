package org.datamove.validate.target;

import org.datamove.catalog.TableInfo;
import org.datamove.validate.finding.Finding;
import org.datamove.validate.finding.FindingCode;
import org.datamove.validate.finding.Findings;
import org.datamove.validate.move.Rule;
import org.datamove.validate.move.Subject;
import org.datamove.validate.move.WriteDisposition;

/** Rules of the target do not rewrite what the move does: COPY and TRUNCATE ignore them. */
public final class RewriteRule implements Rule {
  @Override
  public void check(Subject subject, Findings findings) {
    TableInfo table = subject.request().table();
    WriteDisposition disposition = WriteDisposition.of(subject.request());
    boolean inserts =
        !subject.request().session().mayCopyFiles()
            || table.rowSecurityActive()
            || table.needsStaging()
            || disposition.isByKey();
    if (table.hasInsertRules() && inserts) {
      refuse(table, "INSERT", "This move inserts the rows, and only COPY ignores rules.", findings);
    }
    if (table.hasUpdateRules() && disposition.isByKey()) {
      refuse(table, "UPDATE", "This move updates rows by key.", findings);
    }
    if (table.hidesDelete()
        && (disposition == WriteDisposition.DELETE
            || disposition == WriteDisposition.REPLACE_BY_KEY)) {
      refuse(table, "DELETE", "This move deletes rows, and only TRUNCATE ignores rules.", findings);
    }
  }

  private static void refuse(TableInfo table, String event, String why, Findings findings) {
    findings.add(
        Finding.ofColumn(
            FindingCode.TARGET_NOT_LOADABLE,
            null,
            "table \"" + table.schema() + "." + table.name() + "\" has a rule on " + event,
            why + " Disable the rule for the time of the move."));
  }
}
