package org.datamove.validate.columns;

import org.datamove.validate.finding.FindingCode;
import org.datamove.validate.finding.Findings;
import org.datamove.validate.move.Rule;
import org.datamove.validate.move.Subject;

/** The primary key of a new table is made of the file's columns. */
public final class NewKeyRule implements Rule {
  @Override
  public void check(Subject subject, Findings findings) {
    for (String key : subject.request().primaryKeyColumns()) {
      if (!subject.names().contains(key)) {
        findings.add(
            subject.finding(
                FindingCode.KEY_COLUMN_MISSING,
                key,
                "column \"" + key + "\" named in primary_key_columns is not in the file",
                "The file's columns are: " + String.join(", ", subject.names()) + "."));
      }
    }
  }
}
