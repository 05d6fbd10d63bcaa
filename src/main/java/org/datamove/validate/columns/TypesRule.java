package org.datamove.validate.columns;

import org.datamove.catalog.ColumnInfo;
import org.datamove.catalog.TableInfo;
import org.datamove.catalog.TypeInfo;
import org.datamove.request.Mode;
import org.datamove.validate.change.Redimension;
import org.datamove.validate.finding.Finding;
import org.datamove.validate.finding.FindingCode;
import org.datamove.validate.finding.Findings;
import org.datamove.validate.move.Operation;
import org.datamove.validate.move.Rule;
import org.datamove.validate.move.Subject;

/** The option "types" is for columns of the file that the move makes. */
public final class TypesRule implements Rule {
  @Override
  public void check(Subject subject, Findings findings) {
    subject.request().types().forEach((column, type) -> check(subject, column, type, findings));
  }

  private static void check(Subject subject, String name, TypeInfo asked, Findings findings) {
    TableInfo table = subject.request().table();
    ColumnInfo column = table == null ? null : table.column(name);
    if (!subject.names().contains(name)) {
      findings.add(
          Finding.ofColumn(
              FindingCode.TYPE_NOT_APPLICABLE,
              name,
              "column \"" + name + "\" named in option \"types\" is not in the file",
              "The file's columns are: " + String.join(", ", subject.names()) + "."));
    } else if (column != null && !mayChange(subject, column, asked)) {
      findings.add(
          Finding.ofColumn(
              FindingCode.TYPE_NOT_APPLICABLE,
              name,
              "column \"" + name + "\" named in option \"types\" has a type already",
              hint(column, asked)));
    }
  }

  /** Vectors get another number of dimensions, once all old ones are gone. */
  private static boolean mayChange(Subject subject, ColumnInfo column, TypeInfo asked) {
    return subject.operation() == Operation.NEW_SCHEMA
        && subject.request().options().mode() == Mode.REPLACE
        && Redimension.isPossible(column, asked);
  }

  private static String hint(ColumnInfo column, TypeInfo asked) {
    return Redimension.isPossible(column, asked)
        ? "The dimensions of vectors can change in a new_schema move that replaces all rows."
        : "Leave it out of \"types\", or change the column with ALTER TABLE first.";
  }
}
