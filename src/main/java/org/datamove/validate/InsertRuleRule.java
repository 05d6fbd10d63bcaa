package org.datamove.validate;

import org.datamove.catalog.TableInfo;

/** Only COPY ignores rules: where rows go in by INSERT the target must have none. */
final class InsertRuleRule implements Rule {
  @Override
  public void check(Subject subject, Findings findings) {
    TableInfo table = subject.request().table();
    boolean inserts =
        !subject.request().session().mayCopyFiles()
            || table.rowSecurityActive()
            || table.needsStaging()
            || Way.of(subject.request()).isByKey();
    if (table.hasInsertRules() && inserts) {
      findings.add(
          Finding.ofColumn(
              FindingCode.TARGET_NOT_LOADABLE,
              null,
              "table \"" + table.schema() + "." + table.name() + "\" has a rule on INSERT",
              "This move inserts the rows, and only COPY ignores rules. Disable the rule for the"
                  + " time of the move."));
    }
  }
}
