package org.datamove.validate;

import org.datamove.catalog.TableInfo;

/** The caller holds the privileges that the move takes. */
public final class PrivilegeRule implements Rule {
  PrivilegeRule() {}

  @Override
  public void check(Subject subject, Findings findings) {
    TableInfo table = subject.request().table();
    if (!table.mayInsertAll()) {
      refuse(findings, table, "INSERT");
    }
    Way way = Way.of(subject.request());
    if (way == Way.TRUNCATE && !table.privileges().truncate()) {
      refuse(findings, table, "TRUNCATE");
    }
    if ((way == Way.DELETE || way == Way.REPLACE_BY_KEY) && !table.privileges().delete()) {
      refuse(findings, table, "DELETE");
    }
    if (way.isByKey() && !table.privileges().update()) {
      refuse(findings, table, "UPDATE");
    }
    if (way.isByKey() && !table.privileges().select()) {
      refuse(findings, table, "SELECT");
    }
  }

  /** Adds a finding where the caller may not change the table's definition. */
  public static void requireOwner(TableInfo table, Findings findings) {
    if (!table.privileges().owner()) {
      findings.add(
          Finding.ofColumn(
              FindingCode.NOT_PERMITTED,
              null,
              "must be owner of table \"" + table.schema() + "." + table.name() + "\"",
              "The file's columns differ from the table's, and only its owner may change them."));
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
