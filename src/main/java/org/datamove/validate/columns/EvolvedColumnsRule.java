package org.datamove.validate.columns;

import org.datamove.catalog.ColumnInfo;
import org.datamove.catalog.TableInfo;
import org.datamove.request.MissingColumns;
import org.datamove.request.Mode;
import org.datamove.validate.finding.FindingCode;
import org.datamove.validate.finding.Findings;
import org.datamove.validate.move.NotForeseen;
import org.datamove.validate.move.Rule;
import org.datamove.validate.move.Subject;

/** What the file may bring and omit where the table's columns follow it. */
public final class EvolvedColumnsRule implements Rule {
  @Override
  public void check(Subject subject, Findings findings) {
    TableInfo table = subject.request().table();
    boolean keeps =
        subject.request().options().mode() != Mode.REPLACE
            || subject.request().options().missingColumns() == MissingColumns.KEEP;
    for (ColumnInfo column : table.columns()) {
      boolean absent = !subject.names().contains(column.name());
      String filler = table.fillerOf(column);
      boolean wanted = absent && keeps && !column.nullable() && !column.fillsItself();
      if (wanted && filler != null) {
        if (subject.request().dryRun()) {
          findings.add(NotForeseen.ofAbsent(subject, column, filler));
        }
      } else if (wanted) {
        findings.add(
            subject.finding(
                FindingCode.MISSING_COLUMN,
                column.name(),
                "column \"" + column.name() + "\" is not in the file and cannot be null",
                "Give the column a default, or drop it."));
      } else if (!absent && column.isGenerated()) {
        findings.add(
            subject.finding(
                FindingCode.GENERATED_COLUMN,
                column.name(),
                "column \"" + column.name() + "\" is a generated column",
                "Leave it out of the file: the table computes it."));
      }
    }
  }
}
