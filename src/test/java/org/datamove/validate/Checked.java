package org.datamove.validate;

import java.util.ArrayList;
import java.util.List;
import org.datamove.request.Described;
import org.datamove.request.Request;
import org.datamove.request.Requests;
import org.datamove.validate.finding.Finding;
import org.datamove.validate.finding.Findings;
import org.datamove.validate.move.Operations;
import org.datamove.validate.move.Subject;

/** What the rules find in a request and the names of a file. */
final class Checked {
  private Checked() {}

  static Subject subject(String request, Described table, String... names) {
    Request read = Requests.of(request, table);
    return new Subject(read, Operations.decide(read), List.of(names), 1L);
  }

  /** Code, column, SQLSTATE, message and hint of each finding, in this order. */
  static List<String> by(String request, Described table, String... names) {
    Findings findings = new Findings(100);
    ValidationService.check(subject(request, table, names), findings);
    return show(findings);
  }

  static List<String> show(Findings findings) {
    List<String> shown = new ArrayList<>();
    for (Finding finding : findings.sorted()) {
      shown.add(finding.code().word() + " " + finding.sqlState());
      shown.add(finding.message());
      if (finding.hint() != null) {
        shown.add(finding.hint());
      }
    }
    return shown;
  }
}
