package org.datamove.result;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.datamove.catalog.TableInfo;
import org.datamove.plan.Remedy;
import org.datamove.validate.finding.Finding;
import org.datamove.validate.finding.FindingCode;

/** Where keys and constraints of the target stand in the way. */
final class TargetAdvice {
  private TargetAdvice() {}

  static void add(Comparison comparison, Advice advice) {
    if (!comparison.of(FindingCode.TARGET_REFERENCED).isEmpty()) {
      advice.add(
          Recommendation.options(
              "Let the foreign keys' actions reach the rows that refer to the replaced ones.",
              Map.of("allow_referential_actions", true)),
          FindingCode.TARGET_REFERENCED);
      advice.add(
          Recommendation.options(
              "Or keep the rows whose key is not in the file: update and insert by key.",
              Map.of("mode", "upsert")));
    }
    List<String> key = comparison.request().primaryKeyColumns();
    if (!comparison.of(FindingCode.NO_UNIQUE_KEY).isEmpty() && isNewKey(comparison, key)) {
      advice.add(
          Recommendation.sql(
              "Create a unique key on the columns by which rows are matched.",
              Remedy.uniqueIndex(comparison.table(), key)),
          FindingCode.NO_UNIQUE_KEY);
    }
    for (Finding finding : comparison.of(FindingCode.DEPENDENT_OBJECT)) {
      advice.add(
          Recommendation.sql(finding.hint(), finding.remedy()), FindingCode.DEPENDENT_OBJECT);
    }
    if (!comparison.of(FindingCode.DEFERRED_CONSTRAINT).isEmpty()) {
      advice.add(
          Recommendation.options(
              "Have the deferred constraints checked by the move itself.",
              Map.of("check_deferred", true)),
          FindingCode.DEFERRED_CONSTRAINT);
    }
  }

  /** Whether the columns exist and no key, such as a deferrable one, is on them already. */
  private static boolean isNewKey(Comparison comparison, List<String> columns) {
    TableInfo table = comparison.table();
    if (columns.isEmpty() || columns.stream().anyMatch(name -> comparison.column(name) == null)) {
      return false;
    }
    Set<String> wanted = new HashSet<>(columns);
    return Stream.concat(Stream.ofNullable(table.primaryKey()), table.uniqueKeys().stream())
        .noneMatch(key -> wanted.equals(new HashSet<>(key.columns())));
  }
}
