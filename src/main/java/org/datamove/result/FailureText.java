package org.datamove.result;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.datamove.error.ErrorCode;
import org.datamove.error.Failure;
import org.datamove.error.ShownText;
import org.datamove.validate.finding.Finding;
import org.datamove.validate.finding.FindingCode;
import org.datamove.validate.finding.Findings;
import org.datamove.validate.finding.Severity;

/** Renders findings as one PostgreSQL error. */
final class FailureText {
  private static final int MOST_LINES = 10;
  private static final int MOST_HINTS = 3;

  private FailureText() {}

  static Failure of(Report report, Findings findings) {
    List<Finding> errors =
        findings.sorted().stream().filter(finding -> finding.severity() == Severity.ERROR).toList();
    Advice advice = report.advice(findings);
    if (findings.problems() == 1) {
      return single(report, errors.get(0), advice);
    }
    String message =
        report.table() == null
            ? findings.problems() + " problems in \"" + report.path() + "\""
            : "cannot move \"" + report.path() + "\" into table \"" + report.table() + "\"";
    return new Failure(
        sqlState(errors),
        message,
        detail(report, errors, findings),
        hint(report, errors, advice),
        report.refusedFields().of(errors));
  }

  private static Failure single(Report report, Finding finding, Advice advice) {
    if (finding.code() == FindingCode.DUPLICATE_KEY) {
      return new Failure(
          finding.sqlState(),
          "duplicate key value violates "
              + (finding.constraint() == null
                  ? "the primary key"
                  : "unique constraint \"" + finding.constraint() + "\""),
          "Line "
              + finding.line()
              + " of \""
              + path(report, finding)
              + "\": "
              + finding.message()
              + ".",
          "Correct the file; nothing has been changed.",
          report.refusedFields().of(finding));
    }
    if (ViolationText.isOne(finding)) {
      return violation(report, finding);
    }
    if (finding.value() != null && finding.column() != null) {
      return new Failure(
          finding.sqlState(),
          "invalid value for column \"" + finding.column() + "\"",
          "Line "
              + finding.line()
              + " of \""
              + path(report, finding)
              + "\" holds \""
              + ShownText.of(finding.value())
              + "\": "
              + finding.message()
              + "."
              + (finding.hint() == null || isAdvice(finding) ? "" : " " + finding.hint()),
          isAdvice(finding)
              ? finding.hint()
              : advice.hints().isEmpty()
                  ? "Correct the file; nothing has been changed."
                  : String.join(" ", advice.hints()),
          report.refusedFields().of(finding));
    }
    String detail =
        finding.line() == null
            ? null
            : "Line "
                + finding.line()
                + " of \""
                + path(report, finding)
                + "\""
                + (finding.value() == null ? "" : ", at: " + ShownText.of(finding.value()))
                + ".";
    String hint =
        advice.answers(finding.code()) ? String.join(" ", advice.hints()) : finding.hint();
    return new Failure(
        finding.sqlState(), finding.message(), detail, hint, report.refusedFields().of(finding));
  }

  private static Failure violation(Report report, Finding finding) {
    String message = ViolationText.of(finding, report.tableName());
    String place = "Line " + finding.line() + " of \"" + path(report, finding) + "\"";
    String value =
        finding.value() == null ? "" : " holds \"" + ShownText.of(finding.value()) + "\"";
    String detail =
        message != null ? place + value + ": " + finding.message() + "." : place + value + ".";
    return new Failure(
        finding.sqlState(),
        message != null ? message : finding.message(),
        finding.hint() == null ? detail : detail + " " + finding.hint(),
        "Correct the file; nothing has been changed.",
        report.refusedFields().of(finding));
  }

  /** Whether the hint says what to do: that of a refused value may be PostgreSQL's detail. */
  private static boolean isAdvice(Finding finding) {
    return finding.options() != null
        || (finding.code() != FindingCode.DATABASE_ERROR
            && (finding.value() == null || finding.column() == null));
  }

  private static String path(Report report, Finding finding) {
    String file = report.pathOf(finding.place());
    return ShownText.of(file == null ? report.path() : file);
  }

  /** The findings' own SQLSTATE where they share one, else that of their common kind. */
  private static String sqlState(List<Finding> errors) {
    Set<String> states = errors.stream().map(Finding::sqlState).collect(Collectors.toSet());
    if (states.size() == 1) {
      return states.iterator().next();
    }
    if (states.stream()
        .allMatch(
            state ->
                state.equals(ErrorCode.SCHEMA_CONFLICT.sqlState())
                    || state.equals(ErrorCode.CASE_CONFLICT.sqlState()))) {
      return ErrorCode.SCHEMA_CONFLICT.sqlState();
    }
    boolean values =
        errors.stream().allMatch(finding -> finding.column() != null && finding.row() != null);
    return (values ? ErrorCode.DATA_TYPE : ErrorCode.VALIDATION_FAILED).sqlState();
  }

  /** Every problem where they are few, else the first of each kind and column with its count. */
  private static String detail(Report report, List<Finding> errors, Findings findings) {
    List<String> lines = new ArrayList<>();
    lines.add(findings.problems() + " problems were found:");
    if (findings.problems() <= MOST_LINES) {
      errors.forEach(finding -> lines.add(line(report, finding, 1)));
      return String.join("\n", lines);
    }
    Set<String> seen = new HashSet<>();
    long told = 0;
    for (Finding finding : errors) {
      if (lines.size() <= MOST_LINES
          && seen.add(finding.code() + " " + finding.column() + " " + finding.constraint())) {
        long occurrences = findings.occurrences(finding);
        lines.add(line(report, finding, occurrences));
        told += occurrences;
      }
    }
    if (told < findings.problems()) {
      lines.add("and " + (findings.problems() - told) + " more of other kinds or columns");
    }
    return String.join("\n", lines);
  }

  private static String line(Report report, Finding finding, long occurrences) {
    StringBuilder text = new StringBuilder();
    if (finding.line() != null) {
      String file = report.pathOf(finding.place());
      text.append("line ").append(finding.line());
      text.append(file == null ? "" : " of \"" + ShownText.of(file) + "\"");
    }
    if (finding.column() != null && finding.row() != null) {
      text.append(text.isEmpty() ? "" : ", ")
          .append("column \"")
          .append(ShownText.of(finding.column()))
          .append('"');
    }
    text.append(text.isEmpty() ? "" : ": ").append(finding.message());
    if (occurrences > 1) {
      text.append(" (").append(occurrences).append(" times");
      text.append(finding.column() != null && finding.row() != null ? " in this column)" : ")");
    }
    return text.toString();
  }

  /**
   * The ways out where they are few: with which arguments the file fits, else the findings' own.
   */
  private static String hint(Report report, List<Finding> errors, Advice advice) {
    if (report.isReload()) {
      return "Nothing has been changed; the rows are in datamove.rejected_row still.";
    }
    List<String> dates =
        errors.stream()
            .filter(finding -> finding.code() == FindingCode.AMBIGUOUS_DATE)
            .map(Finding::hint)
            .distinct()
            .toList();
    if (dates.size() == 1) {
      return dates.get(0);
    }
    Set<String> ways = new LinkedHashSet<>(advice.hints());
    boolean ofAll = true;
    for (Finding finding : errors) {
      if (!advice.answers(finding.code())) {
        boolean hasOwn = isAdvice(finding) && finding.hint() != null;
        ofAll &= hasOwn;
        if (hasOwn) {
          ways.add(finding.hint());
        }
      }
    }
    if (ofAll && ways.size() <= MOST_HINTS) {
      return String.join(" ", ways);
    }
    String most =
        advice.hints().isEmpty() || advice.hints().size() > MOST_HINTS
            ? "Nothing has been changed."
            : String.join(" ", advice.hints());
    return report.table() == null
        ? "Correct the file."
        : most + " SELECT * FROM datamove.validate(...) lists every problem.";
  }
}
