package org.datamove.validate;

import java.util.ArrayList;
import java.util.List;
import org.datamove.catalog.TableInfo;
import org.datamove.catalog.TablePrivileges;

/** The caller holds the privileges that the move takes. */
public final class PrivilegeRule implements Rule {
  PrivilegeRule() {}

  @Override
  public void check(Subject subject, Findings findings) {
    TableInfo table = subject.request().table();
    TablePrivileges held = table.privileges();
    Way way = Way.of(subject.request());
    List<String> missing = new ArrayList<>();
    if (!table.mayInsertAll()) {
      missing.add("INSERT");
    }
    if (way == Way.TRUNCATE && !held.truncate()) {
      missing.add("TRUNCATE");
    }
    if ((way == Way.DELETE || way == Way.REPLACE_BY_KEY) && !held.delete()) {
      missing.add("DELETE");
    }
    if (way.isByKey() && !held.update()) {
      missing.add("UPDATE");
    }
    if (way.isByKey() && !held.select()) {
      missing.add("SELECT");
    }
    if (!missing.isEmpty()) {
      refuse(findings, table, missing);
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

  private static void refuse(Findings findings, TableInfo table, List<String> privileges) {
    findings.add(
        Finding.ofColumn(
            FindingCode.NOT_PERMITTED,
            null,
            "permission denied for table \"" + table.schema() + "." + table.name() + "\"",
            "The caller needs the "
                + words(privileges)
                + (privileges.size() == 1 ? " privilege" : " privileges")
                + " on it."));
  }

  private static String words(List<String> privileges) {
    int last = privileges.size() - 1;
    return last == 0
        ? privileges.get(0)
        : String.join(", ", privileges.subList(0, last)) + " and " + privileges.get(last);
  }
}
