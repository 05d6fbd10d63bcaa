package org.datamove.validate;

import org.datamove.catalog.ForeignKeyInfo;
import org.datamove.catalog.TableInfo;

/** No other table references the rows that would be replaced. */
final class ReferencedRule implements Rule {
  @Override
  public void check(Subject subject, Findings findings) {
    TableInfo table = subject.request().table();
    for (ForeignKeyInfo key : table.referencedBy()) {
      if (!key.self()) {
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
                    + "\" of table \""
                    + key.table()
                    + "\" references it",
                "Drop the foreign key for the time of the move, or load the file into another"
                    + " table and merge from there."));
      }
    }
  }
}
