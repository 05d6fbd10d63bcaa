package org.datamove.validate.columns;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.datamove.validate.finding.FindingCode;
import org.datamove.validate.finding.Findings;
import org.datamove.validate.move.Rule;
import org.datamove.validate.move.Subject;

/**
 * Names and number of columns that a new table can have (PostgreSQL's manual: "Lexical Structure",
 * "System Columns", "PostgreSQL Limits").
 */
public final class NameRule implements Rule {
  private static final int MOST_COLUMNS = 1600;
  private static final int MOST_NAME_BYTES = 63;
  private static final Set<String> SYSTEM_COLUMNS =
      Set.of("tableoid", "xmin", "cmin", "xmax", "cmax", "ctid");

  @Override
  public void check(Subject subject, Findings findings) {
    int count = subject.names().size();
    if (count > MOST_COLUMNS) {
      findings.add(
          subject.finding(
              FindingCode.TOO_MANY_COLUMNS,
              null,
              "the file has " + count + " columns; a table can have at most " + MOST_COLUMNS,
              null));
    }
    for (String name : subject.names()) {
      int bytes = name.getBytes(StandardCharsets.UTF_8).length;
      if (bytes > MOST_NAME_BYTES) {
        findings.add(
            subject.finding(
                FindingCode.COLUMN_NAME_TOO_LONG,
                name,
                "column name \"" + name + "\" has " + bytes + " bytes; at most 63 are kept",
                subject.request().options().csv().selectsColumns()
                    ? "Shorten the name in the option \"columns\"."
                    : "Shorten the name in the file's header, or give the names in the option"
                        + " \"header\" and leave the header line out with \"skip_lines\"."));
      }
      if (SYSTEM_COLUMNS.contains(name)) {
        findings.add(
            subject.finding(
                FindingCode.SYSTEM_COLUMN_NAME,
                name,
                "column name \"" + name + "\" conflicts with a system column name",
                "Rename the column in " + subject.namesPlace() + "."));
      }
    }
  }
}
