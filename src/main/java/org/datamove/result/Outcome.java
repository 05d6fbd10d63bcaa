package org.datamove.result;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.datamove.error.CaseConflictException;
import org.datamove.error.DataTypeException;
import org.datamove.error.ErrorCode;
import org.datamove.error.Failure;
import org.datamove.error.SchemaConflictException;
import org.datamove.error.ValidationException;
import org.datamove.plan.Plan;
import org.datamove.validate.finding.Finding;
import org.datamove.validate.finding.FindingCode;
import org.datamove.validate.finding.Findings;
import org.datamove.validate.finding.Severity;

/** What a job tells in the end. */
public final class Outcome {
  private Outcome() {}

  /** The exception for a file that does not fit. */
  public static ValidationException refused(Report report, Findings findings) {
    Failure failure = FailureText.of(report, findings);
    Map<String, Object> json = report.toJson(findings, null, null, null);
    String state = failure.sqlState();
    if (state.equals(ErrorCode.SCHEMA_CONFLICT.sqlState())) {
      return new SchemaConflictException(failure, json);
    }
    if (state.equals(ErrorCode.CASE_CONFLICT.sqlState())) {
      return new CaseConflictException(failure, json);
    }
    if (state.equals(ErrorCode.DATA_TYPE.sqlState()) || state.startsWith("22")) {
      return new DataTypeException(failure, json);
    }
    return new ValidationException(failure, json);
  }

  /** What planning told; the plan is null where a dry run found errors. */
  public static Planned planned(
      Report report, Findings findings, Plan plan, long rows, long rejected) {
    return new Planned(
        plan,
        plan == null ? FailureText.of(report, findings) : null,
        rows,
        rejected,
        warnings(report, findings),
        report.loss(),
        report.toJson(findings, plan, rows, rejected));
  }

  /** What the load told. */
  public static Loaded loaded(Report report, Findings findings, long rows, long rejected) {
    return new Loaded(
        rows, rejected, warnings(report, findings), report.toJson(findings, null, rows, rejected));
  }

  /**
   * Of warnings about rows and values the first for each column, with the number of the others;
   * those of {@link Report#loss()} first.
   */
  private static List<String> warnings(Report report, Findings findings) {
    List<String> warnings = new ArrayList<>();
    Set<String> told = new HashSet<>();
    List<Finding> sorted = new ArrayList<>(findings.sorted());
    sorted.sort(Comparator.comparing(finding -> finding.code() != FindingCode.DROPPED_VALUES));
    for (Finding finding : sorted) {
      if (finding.severity() != Severity.WARNING) {
        continue;
      }
      if (finding.row() == null) {
        warnings.add(ofFile(report, finding));
      } else if (told.add(finding.code() + " " + finding.column())) {
        warnings.add(
            ofRows(finding, report.pathOf(finding.place()), findings.occurrences(finding) - 1));
      }
    }
    return warnings;
  }

  /** A warning about one of several files names it. */
  private static String ofFile(Report report, Finding finding) {
    String file = report.pathOf(finding.place());
    return file == null ? finding.message() : "\"" + file + "\": " + finding.message();
  }

  /**
   * A warning about rows in words.
   *
   * @param first the first of its column and code
   * @param file that one's file, or null where the path that is moved names one only
   * @param others how many more there are
   */
  public static String ofRows(Finding first, String file, long others) {
    String one =
        first.code() == FindingCode.BLANK_LINES
            ? "place"
            : first.column() == null ? "row" : "value";
    return (first.column() == null ? "" : "column \"" + first.column() + "\", ")
        + "line "
        + first.line()
        + (file == null ? "" : " of \"" + file + "\"")
        + ": "
        + first.message()
        + (others == 0
            ? ""
            : others == 1 ? "; 1 more " + one : "; " + others + " more " + one + "s");
  }
}
