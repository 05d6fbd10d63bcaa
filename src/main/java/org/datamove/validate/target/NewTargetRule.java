package org.datamove.validate.target;

import org.datamove.request.TargetName;
import org.datamove.validate.finding.Finding;
import org.datamove.validate.finding.FindingCode;
import org.datamove.validate.finding.Findings;
import org.datamove.validate.move.Rule;
import org.datamove.validate.move.Subject;

/** The caller can create a table of the target's name. */
public final class NewTargetRule implements Rule {
  @Override
  public void check(Subject subject, Findings findings) {
    TargetName target = subject.request().target();
    if (target.obstacle() == null) {
      return;
    }
    findings.add(
        switch (target.obstacle()) {
          case SCHEMA ->
              Finding.ofColumn(
                  FindingCode.NOT_PERMITTED,
                  null,
                  "permission denied for schema \"" + target.schema() + "\"",
                  "The caller needs the CREATE and USAGE privileges on it.");
          case TEMPORARY ->
              Finding.ofColumn(
                  FindingCode.NOT_PERMITTED,
                  null,
                  "permission denied to create temporary tables in this database",
                  "The caller needs the TEMPORARY privilege on the database.");
          case TYPE ->
              Finding.ofColumn(
                  FindingCode.TARGET_NOT_LOADABLE,
                  null,
                  "type \"" + target.display() + "\" exists already",
                  "A table has a type of its own name: take another name.");
        });
  }
}
