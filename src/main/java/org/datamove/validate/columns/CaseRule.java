package org.datamove.validate.columns;

import org.datamove.catalog.ColumnInfo;
import org.datamove.catalog.TableInfo;
import org.datamove.validate.finding.FindingCode;
import org.datamove.validate.finding.Findings;
import org.datamove.validate.move.Rule;
import org.datamove.validate.move.Subject;

/** A column of the file whose name differs from one of the table's only by case. */
public final class CaseRule implements Rule {
  @Override
  public void check(Subject subject, Findings findings) {
    TableInfo table = subject.request().table();
    for (String name : subject.names()) {
      if (table.column(name) == null) {
        for (ColumnInfo column : table.columns()) {
          if (column.name().equalsIgnoreCase(name)) {
            findings.add(
                subject.finding(
                    FindingCode.CASE_CONFLICT,
                    name,
                    "column \""
                        + name
                        + "\" of the file differs from column \""
                        + column.name()
                        + "\" of the table only by case",
                    "Write the name in the file's header as the table has it."));
          }
        }
      }
    }
  }
}
