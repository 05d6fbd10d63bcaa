package org.datamove.validate;

import java.util.Map;
import org.datamove.catalog.ColumnInfo;
import org.datamove.csv.Row;

/** What only the load finds out; a dry run says so. */
final class NotForeseen implements Rule {
  @Override
  public void check(Subject subject, Findings findings) {
    if (subject.request().dryRun() && subject.request().table().rowSecurityActive()) {
      String table = "\"" + subject.request().target().display() + "\"";
      findings.add(
          advised(
              Finding.ofColumn(
                  FindingCode.NOT_FORESEEN,
                  null,
                  "row security of table " + table + " is checked by the load only",
                  null)));
    }
  }

  /** NULL for a column that does not hold it, and that a trigger may fill in. */
  static Finding ofNull(ColumnCheck check, Row row) {
    return advised(
        Finding.ofRow(
            FindingCode.NOT_FORESEEN,
            check.column,
            row.number(),
            row.place(),
            null,
            "null value in column \"" + check.column + "\", which " + check.filler + " may fill"));
  }

  /** A column that the file does not have, does not hold NULL, and that a trigger may fill in. */
  static Finding ofAbsent(Subject subject, ColumnInfo column, String filler) {
    return advised(
        subject.finding(
            FindingCode.NOT_FORESEEN,
            column.name(),
            "column \"" + column.name() + "\" is not in the file, and " + filler + " may fill it",
            null));
  }

  private static Finding advised(Finding finding) {
    return finding.advise("To have it tried in a dry run, set", Map.of("rehearse", true));
  }
}
