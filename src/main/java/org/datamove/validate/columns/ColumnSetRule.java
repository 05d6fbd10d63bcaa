package org.datamove.validate.columns;

import org.datamove.catalog.ColumnInfo;
import org.datamove.catalog.TableInfo;
import org.datamove.request.Mode;
import org.datamove.validate.finding.FindingCode;
import org.datamove.validate.finding.Findings;
import org.datamove.validate.move.Rule;
import org.datamove.validate.move.Subject;

/** The file's columns are the table's, in any order; generated columns are not in the file. */
public final class ColumnSetRule implements Rule {
  @Override
  public void check(Subject subject, Findings findings) {
    TableInfo table = subject.request().table();
    for (ColumnInfo column : table.columns()) {
      boolean absent = !subject.names().contains(column.name());
      boolean filled = column.isGenerated() || (keepsRows(subject) && column.fillsItself());
      if (absent && !filled && !hasCaseVariant(subject, column)) {
        findings.add(
            subject.finding(
                FindingCode.MISSING_COLUMN,
                column.name(),
                "column \"" + column.name() + "\" of the table is not in the file",
                null));
      }
    }
    int position = 0;
    for (String name : subject.names()) {
      position++;
      ColumnInfo column = table.column(name);
      if (column == null && !name.isEmpty() && !table.hasCaseVariant(name)) {
        findings.add(
            subject.finding(
                FindingCode.EXTRA_COLUMN,
                name,
                "column \"" + name + "\" of the file is not in the table",
                null));
      } else if (column != null && column.isGenerated()) {
        findings.add(
            subject.finding(
                FindingCode.GENERATED_COLUMN,
                name,
                "column \"" + name + "\" is a generated column",
                omit(subject, position) + ": the table computes it."));
      }
    }
  }

  private static String omit(Subject subject, int position) {
    return subject.request().options().csv().selectsColumns()
        ? "Leave the column out of the option \"columns\""
        : "Leave column " + position + " out of the file";
  }

  /** Rows that come in addition may omit what the table fills in. */
  private static boolean keepsRows(Subject subject) {
    return subject.request().options().mode() != Mode.REPLACE;
  }

  private static boolean hasCaseVariant(Subject subject, ColumnInfo column) {
    return subject.names().stream().anyMatch(column.name()::equalsIgnoreCase);
  }
}
