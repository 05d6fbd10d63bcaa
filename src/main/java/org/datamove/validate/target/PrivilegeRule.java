package org.datamove.validate.target;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.datamove.catalog.ColumnInfo;
import org.datamove.catalog.SequenceInfo;
import org.datamove.catalog.TableInfo;
import org.datamove.catalog.TablePrivileges;
import org.datamove.request.MissingColumns;
import org.datamove.request.Mode;
import org.datamove.request.Options;
import org.datamove.validate.finding.Finding;
import org.datamove.validate.finding.FindingCode;
import org.datamove.validate.finding.Findings;
import org.datamove.validate.move.Operation;
import org.datamove.validate.move.Rule;
import org.datamove.validate.move.Subject;
import org.datamove.validate.move.UpdatedColumns;
import org.datamove.validate.move.WriteDisposition;

/** The caller holds the privileges that the move takes. */
public final class PrivilegeRule implements Rule {
  /** The rule. */
  public PrivilegeRule() {}

  @Override
  public void check(Subject subject, Findings findings) {
    TableInfo table = subject.request().table();
    TablePrivileges held = table.privileges();
    WriteDisposition disposition = WriteDisposition.of(subject.request());
    Set<String> missing = new LinkedHashSet<>();
    if (!held.insert() && !all(subject, c -> c.isGenerated() || c.mayInsert())) {
      missing.add("INSERT");
    }
    if (disposition == WriteDisposition.TRUNCATE && !held.truncate()) {
      missing.add("TRUNCATE");
    }
    if ((disposition == WriteDisposition.DELETE || disposition == WriteDisposition.REPLACE_BY_KEY)
        && !held.delete()) {
      missing.add("DELETE");
    }
    if (disposition.isByKey()
        && !held.update()
        && !all(subject, c -> !isUpdated(subject, c) || c.mayUpdate())) {
      missing.add("UPDATE");
    }
    // ON CONFLICT reads the key, and what the update takes from the row.
    if (disposition.isByKey() && !held.select() && !all(subject, ColumnInfo::maySelect)) {
      missing.add("SELECT");
    }
    // What LOCK TABLE takes; rights on columns do not count there.
    if (disposition == WriteDisposition.APPEND && !held.mayLock() && !held.insert()) {
      missing.add("INSERT");
    }
    if (disposition == WriteDisposition.UPSERT && !held.mayLock()) {
      missing.add("UPDATE");
    }
    if (!missing.isEmpty()) {
      refuse(findings, table, List.copyOf(missing));
    } else if (disposition == WriteDisposition.TRUNCATE && table.rowSecurityActive()) {
      findings.add(
          Finding.ofColumn(
              FindingCode.HIDDEN_ROWS_REPLACED,
              null,
              "TRUNCATE removes all rows of table \""
                  + table.schema()
                  + "."
                  + table.name()
                  + "\", also those that row security hides from the caller",
              "Leave out the option \"replace_by\", or set it to \"delete\", to remove only rows that"
                  + " the caller can see."));
    }
    checkDefaults(subject, findings);
  }

  /** Whether it holds for every column that the file fills; a new one has no rights of its own. */
  private static boolean all(Subject subject, Predicate<ColumnInfo> may) {
    TableInfo table = subject.request().table();
    return subject.names().stream()
        .map(table::column)
        .allMatch(
            column ->
                column == null ? subject.operation() != Operation.NEW_SCHEMA : may.test(column));
  }

  private static boolean isUpdated(Subject subject, ColumnInfo column) {
    List<String> updated = UpdatedColumns.of(subject.request(), subject.names());
    return updated.isEmpty()
        ? column.name().equals(UpdatedColumns.named(subject.request(), subject.names()))
        : updated.contains(column.name());
  }

  /** Whether a column that the file does not have stays, and gets its default. */
  static boolean keepsColumns(Subject subject) {
    Options options = subject.request().options();
    return options.mode() != Mode.REPLACE
        || (subject.operation() == Operation.NEW_SCHEMA
            && options.missingColumns() == MissingColumns.KEEP);
  }

  /** The default of a column that the file does not have may take values of its sequence. */
  private static void checkDefaults(Subject subject, Findings findings) {
    boolean keeps = keepsColumns(subject);
    for (ColumnInfo column : subject.request().table().columns()) {
      SequenceInfo sequence = column.sequence();
      if (keeps
          && sequence != null
          && column.identity() == null
          && !sequence.mayNext()
          && !subject.names().contains(column.name())) {
        findings.add(
            Finding.ofColumn(
                FindingCode.NOT_PERMITTED,
                column.name(),
                "permission denied for sequence \""
                    + sequence.schema()
                    + "."
                    + sequence.name()
                    + "\"",
                "The default of column \""
                    + column.name()
                    + "\", which is not in the file, needs the USAGE privilege on it."));
      }
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
    } else if (!table.privileges().ownerOfChildren()) {
      findings.add(
          Finding.ofColumn(
              FindingCode.NOT_PERMITTED,
              null,
              "must be owner of all that inherits from table \""
                  + table.schema()
                  + "."
                  + table.name()
                  + "\"",
              "The file's columns differ from the table's, and they change in all of these tables."));
    } else if (!table.privileges().mayLock()) {
      refuse(findings, table, List.of("TRUNCATE"));
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
