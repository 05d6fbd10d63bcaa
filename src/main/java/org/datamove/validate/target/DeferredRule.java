package org.datamove.validate.target;

import java.util.Map;
import org.datamove.validate.finding.Finding;
import org.datamove.validate.finding.FindingCode;
import org.datamove.validate.finding.Findings;
import org.datamove.validate.move.Rule;
import org.datamove.validate.move.Subject;

/** Names the constraints that are checked only when the transaction ends. */
public final class DeferredRule implements Rule {
  @Override
  public void check(Subject subject, Findings findings) {
    if (subject.request().options().checkDeferred()) {
      return;
    }
    for (String name : subject.request().table().deferredConstraints()) {
      findings.add(
          Finding.ofColumn(
                  FindingCode.DEFERRED_CONSTRAINT,
                  null,
                  "constraint \"" + name + "\" may be checked only at the end of the transaction",
                  null)
              .advise("To have it checked by the move, set", Map.of("check_deferred", true)));
    }
  }
}
