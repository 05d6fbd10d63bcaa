package org.datamove.validate.columns;

import java.util.List;
import org.datamove.catalog.KeyInfo;
import org.datamove.catalog.TableInfo;
import org.datamove.validate.finding.Finding;
import org.datamove.validate.finding.FindingCode;
import org.datamove.validate.finding.Findings;
import org.datamove.validate.move.MatchKey;
import org.datamove.validate.move.Rule;
import org.datamove.validate.move.Subject;
import org.datamove.validate.move.WriteDisposition;

/** Where rows are matched by key, the target has such a key and the file its columns. */
public final class MatchKeyRule implements Rule {
  @Override
  public void check(Subject subject, Findings findings) {
    WriteDisposition disposition = WriteDisposition.of(subject.request());
    if (!disposition.isByKey()) {
      return;
    }
    TableInfo table = subject.request().table();
    String name = table.schema() + "." + table.name();
    List<String> columns = MatchKey.columns(subject.request());
    KeyInfo key = MatchKey.unique(table, columns);
    if (columns.isEmpty() || key == null) {
      findings.add(
          Finding.ofColumn(
              FindingCode.NO_UNIQUE_KEY,
              null,
              columns.isEmpty()
                  ? "table \"" + name + "\" has no primary key to match rows by"
                  : "table \""
                      + name
                      + "\" has no unique key on ("
                      + String.join(", ", columns)
                      + ")",
              disposition == WriteDisposition.UPSERT
                  ? "Create a unique index on the columns, or name those of another in"
                      + " primary_key_columns."
                  : "The table is referenced by others, so its rows are replaced by key."));
      return;
    }
    if (key.deferrable()) {
      findings.add(
          Finding.ofColumn(
              FindingCode.NO_UNIQUE_KEY,
              null,
              "key \"" + key.name() + "\" of table \"" + name + "\" is deferrable",
              "Rows can be matched only by a key that is not deferrable."));
    }
    if (key.withoutOverlaps()) {
      findings.add(
          Finding.ofColumn(
              FindingCode.NO_UNIQUE_KEY,
              null,
              "key \"" + key.name() + "\" of table \"" + name + "\" is WITHOUT OVERLAPS",
              "Rows can be matched only by a key of values that are equal."));
    }
    for (String column : columns) {
      if (!subject.names().contains(column)) {
        findings.add(
            subject.finding(
                FindingCode.KEY_COLUMN_MISSING,
                column,
                "column \"" + column + "\" of key \"" + key.name() + "\" is not in the file",
                "Rows are matched by this key."));
      }
    }
  }
}
