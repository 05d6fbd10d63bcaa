package org.datamove.result;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.datamove.validate.finding.Finding;
import org.datamove.validate.finding.FindingCode;
import org.datamove.validate.finding.Findings;
import org.datamove.validate.finding.Severity;

/**
 * Where some rows are bad and the others could be loaded without them: not where most are, nor
 * where the file may have to be read in another way.
 */
final class RejectAdvice {
  /** Records in which good ones may be hidden, and dates that may be others. */
  private static final FindingCode[] UNCERTAIN = {
    FindingCode.UNCLOSED_QUOTE, FindingCode.RECORD_TOO_LONG, FindingCode.AMBIGUOUS_DATE
  };

  private RejectAdvice() {}

  static void add(Comparison comparison, Advice advice) {
    Findings findings = comparison.findings();
    if (comparison.request().options().rejects()
        || advice.readsOtherwise()
        || !comparison.of(UNCERTAIN).isEmpty()) {
      return;
    }
    List<Finding> errors =
        findings.sorted().stream().filter(f -> f.severity() == Severity.ERROR).toList();
    if (errors.isEmpty() || errors.stream().anyMatch(f -> f.row() == null)) {
      return;
    }
    long bad = badRows(findings, errors);
    if (comparison.rows() > 0 && bad * 2 > comparison.rows()) {
      return;
    }
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("on_error", "reject");
    if (comparison.request().options().rejectLimit().isExceeded(bad, comparison.rows())) {
      options.put("reject_limit", bad);
    }
    advice.add(
        Recommendation.options(
            "Load the good rows and keep the others in datamove.rejected_row.", options));
  }

  /** How many rows have errors; at most so many where not all of them are known. */
  private static long badRows(Findings findings, List<Finding> errors) {
    if (errors.size() == findings.problems()) {
      return errors.stream().map(Finding::row).distinct().count();
    }
    return errors.stream()
        .collect(
            Collectors.toMap(
                finding -> finding.code() + " " + finding.column(),
                findings::occurrences,
                (one, same) -> one))
        .values()
        .stream()
        .mapToLong(Long::longValue)
        .sum();
  }
}
