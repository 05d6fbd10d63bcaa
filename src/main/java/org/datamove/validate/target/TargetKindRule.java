package org.datamove.validate.target;

import org.datamove.catalog.TableInfo;
import org.datamove.validate.finding.Finding;
import org.datamove.validate.finding.FindingCode;
import org.datamove.validate.finding.Findings;
import org.datamove.validate.move.Subject;

/** The target is a table of this session that can be loaded. */
public final class TargetKindRule {
  private TargetKindRule() {}

  /** Whether it is one; adds a finding where it is not. */
  public static boolean check(Subject subject, Findings findings) {
    TableInfo table = subject.request().table();
    String name = table.schema() + "." + table.name();
    String reason = null;
    String hint = null;
    if (!table.kind().equals("table") && !table.kind().equals("partitioned table")) {
      reason = "cannot move data into " + table.kind() + " \"" + name + "\"";
      hint = "Name a table.";
    } else if (table.isSystem()) {
      reason = "cannot move data into system catalog \"" + name + "\"";
    } else if (table.isOtherTemp()) {
      reason = "cannot move data into temporary table \"" + name + "\" of another session";
    }
    if (reason != null) {
      findings.add(Finding.ofColumn(FindingCode.TARGET_NOT_LOADABLE, null, reason, hint));
    }
    return reason == null;
  }
}
