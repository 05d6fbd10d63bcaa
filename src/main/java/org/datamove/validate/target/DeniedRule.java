package org.datamove.validate.target;

import org.datamove.catalog.DeniedObject;
import org.datamove.validate.finding.Finding;
import org.datamove.validate.finding.FindingCode;
import org.datamove.validate.finding.Findings;
import org.datamove.validate.move.Rule;
import org.datamove.validate.move.Subject;

/** The caller may use what the table's definition computes with for each row that goes in. */
public final class DeniedRule implements Rule {
  @Override
  public void check(Subject subject, Findings findings) {
    for (DeniedObject denied : subject.request().table().denied()) {
      if (isUsed(subject, denied)) {
        findings.add(
            Finding.ofColumn(
                FindingCode.NOT_PERMITTED,
                denied.column(),
                "permission denied for " + denied.object(),
                "The " + denied.user() + " needs the " + denied.privilege() + " privilege on it."));
      }
    }
  }

  private static boolean isUsed(Subject subject, DeniedObject denied) {
    return !denied.kind().equals("default")
        || (!subject.names().contains(denied.column()) && PrivilegeRule.keepsColumns(subject));
  }
}
