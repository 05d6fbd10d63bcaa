package org.datamove.result;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.datamove.request.MaxErrors;
import org.datamove.validate.FindingCode;
import org.datamove.validate.Findings;
import org.datamove.validate.Severity;

/** Where some rows are bad and the others could be loaded without them. */
final class RejectAdvice {
  private RejectAdvice() {}

  static void add(Comparison comparison, Advice advice) {
    Findings findings = comparison.findings();
    boolean exchanged =
        comparison.of(FindingCode.AMBIGUOUS_DATE).stream()
            .anyMatch(finding -> finding.severity() == Severity.ERROR);
    if (comparison.request().options().rejects() || exchanged) {
      return;
    }
    long problems =
        findings.sorted().stream()
            .filter(finding -> finding.severity() == Severity.ERROR)
            .filter(finding -> finding.row() != null)
            .collect(
                Collectors.toMap(
                    finding -> finding.code() + " " + finding.column(),
                    findings::occurrences,
                    (one, same) -> one))
            .values()
            .stream()
            .mapToLong(Long::longValue)
            .sum();
    if (problems > 0) {
      Map<String, Object> options = new LinkedHashMap<>();
      options.put("on_error", "reject");
      if (problems > MaxErrors.DEFAULT.rows()) {
        options.put("max_errors", problems);
      }
      advice.add(
          Recommendation.options(
              "Load the good rows and keep the others in datamove.rejected_row.", options));
    }
  }
}
