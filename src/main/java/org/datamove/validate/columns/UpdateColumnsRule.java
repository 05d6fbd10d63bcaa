package org.datamove.validate.columns;

import java.util.List;
import java.util.Objects;
import org.datamove.catalog.ColumnInfo;
import org.datamove.catalog.TableInfo;
import org.datamove.validate.finding.Finding;
import org.datamove.validate.finding.FindingCode;
import org.datamove.validate.finding.Findings;
import org.datamove.validate.move.MatchKey;
import org.datamove.validate.move.Rule;
import org.datamove.validate.move.Subject;

/** The option "update_columns" is for columns that the file has, and that take its values. */
public final class UpdateColumnsRule implements Rule {
  @Override
  public void check(Subject subject, Findings findings) {
    List<String> asked = subject.request().options().updateColumns();
    for (String name : Objects.requireNonNullElse(asked, List.<String>of())) {
      String column = "column \"" + name + "\" named in option \"update_columns\" ";
      if (!subject.names().contains(name)) {
        add(
            findings,
            name,
            column + "is not in the file",
            "The file's columns are: " + String.join(", ", subject.names()) + ".");
      } else if (isOfKey(subject, name)) {
        add(
            findings,
            name,
            column + "is one of the key",
            "Rows are matched by it, so that it is the same already. Leave it out.");
      } else if (isOwnValueOnly(subject.request().table(), name)) {
        add(
            findings,
            name,
            column + "is GENERATED ALWAYS AS IDENTITY",
            "An UPDATE cannot set it. Leave it out.");
      }
    }
  }

  private static boolean isOfKey(Subject subject, String name) {
    List<String> key =
        subject.request().table() == null
            ? subject.request().primaryKeyColumns()
            : MatchKey.columns(subject.request());
    return key.contains(name);
  }

  private static boolean isOwnValueOnly(TableInfo table, String name) {
    ColumnInfo column = table == null ? null : table.column(name);
    return column != null && column.identity() == ColumnInfo.Identity.ALWAYS;
  }

  private static void add(Findings findings, String column, String message, String hint) {
    findings.add(Finding.ofColumn(FindingCode.NOT_UPDATABLE, column, message, hint));
  }
}
