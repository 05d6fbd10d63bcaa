package org.datamove.result;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.datamove.validate.Finding;
import org.datamove.validate.FindingCode;
import org.datamove.validate.Severity;

/** Collects what the caller may do; each thing once. */
final class Advice {
  private final Set<Recommendation> recommendations = new LinkedHashSet<>();
  private final Set<FindingCode> answered = EnumSet.noneOf(FindingCode.class);

  private Advice() {}

  /** The report's recommendations, the most specific first. */
  static List<Map<String, Object>> of(Comparison comparison) {
    Advice advice = new Advice();
    HeaderAdvice.add(comparison, advice);
    ColumnAdvice.add(comparison, advice);
    FormatAdvice.add(comparison, advice);
    ValueAdvice.add(comparison, advice);
    TargetAdvice.add(comparison, advice);
    IndexAdvice.add(comparison, advice);
    advice.hints(comparison);
    RejectAdvice.add(comparison, advice);
    return advice.recommendations.stream().map(Recommendation::toJson).toList();
  }

  /** Adds a recommendation that answers findings of some kinds. */
  void add(Recommendation recommendation, FindingCode... codes) {
    recommendations.add(recommendation);
    answered.addAll(List.of(codes));
  }

  /** What has no better answer has its hint; the text beside a refused value is PostgreSQL's. */
  private void hints(Comparison comparison) {
    for (Finding finding : comparison.findings().sorted()) {
      boolean refusal =
          finding.column() != null && finding.row() != null && finding.options() == null;
      if (finding.severity() != Severity.CHANGE
          && finding.hint() != null
          && !refusal
          && !answered.contains(finding.code())) {
        recommendations.add(
            finding.options() == null
                ? Recommendation.text(finding.hint())
                : Recommendation.options(finding.hint(), finding.options()));
      }
    }
  }
}
