package org.datamove.validate.target;

import java.util.Map;
import org.datamove.catalog.ForeignKeyInfo;
import org.datamove.catalog.TableInfo;
import org.datamove.error.Hint;
import org.datamove.request.Mode;
import org.datamove.validate.finding.Finding;
import org.datamove.validate.finding.FindingCode;
import org.datamove.validate.finding.Findings;
import org.datamove.validate.move.Subject;

/** Rows of other tables do not go or change with replaced ones unless the caller says so. */
public final class ReferencedRule {
  private ReferencedRule() {}

  /** Adds a finding for each foreign key whose action would reach another table's rows. */
  public static void check(Subject subject, RowCounter counter, Findings findings)
      throws InterruptedException {
    TableInfo table = subject.request().table();
    if (subject.request().options().mode() != Mode.REPLACE
        || subject.request().options().allowReferentialActions()) {
      return;
    }
    for (ForeignKeyInfo key : table.referencedBy()) {
      String action =
          switch (key.onDelete()) {
            case NO_ACTION, RESTRICT -> null;
            case CASCADE -> "CASCADE";
            case SET_NULL -> "SET NULL";
            case SET_DEFAULT -> "SET DEFAULT";
          };
      if (action != null && !key.self()) {
        Long rows = counter.count(key.table(), key.columns().get(0));
        findings.add(
            Finding.ofColumn(
                FindingCode.TARGET_REFERENCED,
                null,
                "cannot replace the rows of table \""
                    + table.schema()
                    + "."
                    + table.name()
                    + "\" because foreign key \""
                    + key.name()
                    + "\" of table "
                    + key.table()
                    + " has ON DELETE "
                    + action
                    + (rows == null
                        ? ""
                        : " (" + rows + (rows == 1 ? " row refers)" : " rows refer)")),
                Hint.options(
                        "To let that happen to rows whose key is not in the file, set",
                        Map.of("allow_referential_actions", true))
                    + " "
                    + Hint.options("To keep those rows, set", Map.of("mode", "upsert"))));
      }
    }
  }
}
