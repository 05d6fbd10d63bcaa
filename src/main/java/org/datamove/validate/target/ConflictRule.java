package org.datamove.validate.target;

import java.util.stream.Stream;
import org.datamove.catalog.KeyInfo;
import org.datamove.catalog.TableInfo;
import org.datamove.validate.finding.Finding;
import org.datamove.validate.finding.FindingCode;
import org.datamove.validate.finding.Findings;
import org.datamove.validate.move.Rule;
import org.datamove.validate.move.Subject;

/** Rows are skipped by keys that are checked at once (PostgreSQL's manual, "INSERT"). */
public final class ConflictRule implements Rule {
  @Override
  public void check(Subject subject, Findings findings) {
    if (!subject.request().options().skipsConflicts()) {
      return;
    }
    TableInfo table = subject.request().table();
    Stream.concat(Stream.ofNullable(table.primaryKey()), table.uniqueKeys().stream())
        .filter(KeyInfo::deferrable)
        .forEach(
            key ->
                findings.add(
                    Finding.ofColumn(
                        FindingCode.TARGET_NOT_LOADABLE,
                        null,
                        "rows cannot be skipped by constraint \"" + key.name() + "\"",
                        "It is deferrable, and PostgreSQL skips rows by constraints that are"
                            + " checked at once only.")));
  }
}
