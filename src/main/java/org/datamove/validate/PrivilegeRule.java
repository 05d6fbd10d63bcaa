package org.datamove.validate;

import org.datamove.catalog.TableInfo;
import org.datamove.request.ReplaceBy;

/** The caller holds the privileges that replacing the rows takes. */
final class PrivilegeRule implements Rule {
  @Override
  public void check(Subject subject, Findings findings) {
    TableInfo table = subject.request().table();
    if (!table.mayInsertAll()) {
      refuse(findings, table, "INSERT");
    }
    ReplaceBy wanted = subject.request().options().replaceBy();
    boolean canRemove =
        wanted == ReplaceBy.TRUNCATE
            ? table.privileges().truncate()
            : wanted == ReplaceBy.DELETE
                ? table.privileges().delete()
                : table.privileges().truncate() || table.privileges().delete();
    if (!canRemove) {
      refuse(findings, table, wanted == ReplaceBy.TRUNCATE ? "TRUNCATE" : "DELETE");
    }
  }

  private static void refuse(Findings findings, TableInfo table, String privilege) {
    findings.add(
        Finding.ofColumn(
            FindingCode.NOT_PERMITTED,
            null,
            "permission denied for table \"" + table.schema() + "." + table.name() + "\"",
            "The caller needs the " + privilege + " privilege on it."));
  }
}
