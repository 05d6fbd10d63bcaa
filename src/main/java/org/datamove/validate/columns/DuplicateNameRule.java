package org.datamove.validate.columns;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.datamove.validate.finding.FindingCode;
import org.datamove.validate.finding.Findings;
import org.datamove.validate.move.Rule;
import org.datamove.validate.move.Subject;

/** Empty names, and names that the file has twice or that differ only by case. */
public final class DuplicateNameRule implements Rule {
  @Override
  public void check(Subject subject, Findings findings) {
    Set<String> seen = new HashSet<>();
    Map<String, String> folded = new HashMap<>();
    int position = 0;
    for (String name : subject.names()) {
      position++;
      if (name.isEmpty()) {
        findings.add(
            subject.finding(
                FindingCode.EMPTY_COLUMN_NAME,
                null,
                "column " + position + " of the file has no name",
                "Name every column in the file's header."));
      } else if (!seen.add(name)) {
        findings.add(
            subject.finding(
                FindingCode.DUPLICATE_COLUMN,
                name,
                "column name \"" + name + "\" appears more than once in the file",
                "Rename one of the columns in " + subject.namesPlace() + "."));
      } else {
        String other = folded.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
        if (other != null) {
          findings.add(
              subject.finding(
                  FindingCode.CASE_CONFLICT,
                  name,
                  "columns \"" + other + "\" and \"" + name + "\" of the file differ only by case",
                  "Rename one of the columns in " + subject.namesPlace() + "."));
        }
      }
    }
  }
}
