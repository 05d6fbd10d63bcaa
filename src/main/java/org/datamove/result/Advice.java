package org.datamove.result;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.datamove.validate.finding.Finding;
import org.datamove.validate.finding.FindingCode;

/** Collects what the caller may do; each thing once. */
final class Advice {
  private final Set<Recommendation> recommendations = new LinkedHashSet<>();
  private final Set<Recommendation> hints = new LinkedHashSet<>();
  private final Set<FindingCode> answered = EnumSet.noneOf(FindingCode.class);

  private Advice() {}

  /** All that may be done, the most specific first. */
  static Advice of(Comparison comparison) {
    Advice advice = new Advice();
    if (comparison.request().reload() != null) {
      return advice; // there is no file to be read in another way
    }
    HeaderAdvice.add(comparison, advice);
    ColumnAdvice.add(comparison, advice);
    FormatAdvice.add(comparison, advice);
    ValueAdvice.add(comparison, advice);
    TargetAdvice.add(comparison, advice);
    IndexAdvice.add(comparison, advice);
    advice.addHints(comparison);
    RejectAdvice.add(comparison, advice);
    return advice;
  }

  /** The report's recommendations. */
  List<Map<String, Object>> toJson() {
    return recommendations.stream().map(Recommendation::toJson).toList();
  }

  /** What an error's hint has of them: with which arguments the file is read as it is meant. */
  List<String> hints() {
    return hints.stream().map(Recommendation::hint).filter(Objects::nonNull).toList();
  }

  /** Whether findings of a kind have such a hint. */
  boolean answers(FindingCode code) {
    return answered.contains(code) && !hints.isEmpty();
  }

  /** Adds a recommendation that answers findings of some kinds. */
  void add(Recommendation recommendation, FindingCode... codes) {
    recommendations.add(recommendation);
    answered.addAll(List.of(codes));
  }

  /** Adds one that errors show in their hint, too. */
  void addAsHint(Recommendation recommendation, FindingCode... codes) {
    add(recommendation, codes);
    hints.add(recommendation);
  }

  /** Whether the file may have to be read in another way, so that no row of it is certain. */
  boolean readsOtherwise() {
    return !hints.isEmpty();
  }

  /** What has no better answer has its hint; the text beside a refused value is PostgreSQL's. */
  private void addHints(Comparison comparison) {
    for (Finding finding : comparison.findings().sorted()) {
      boolean refusal =
          finding.column() != null && finding.row() != null && finding.options() == null;
      if (finding.hint() != null && !refusal && !answered.contains(finding.code())) {
        recommendations.add(
            finding.options() == null
                ? Recommendation.text(finding.hint())
                : Recommendation.options(finding.hint(), finding.options()));
      }
    }
  }
}
