package org.datamove.result;

import java.util.List;
import java.util.Map;
import org.datamove.request.CsvOptions;
import org.datamove.validate.file.Malformed;
import org.datamove.validate.finding.Finding;
import org.datamove.validate.finding.FindingCode;

/** Where the file may be written in another way than it was read. */
final class FormatAdvice {
  private static final String USUAL_OTHER_ENCODING = "windows-1252";

  private static final FindingCode[] MALFORMED = {
    FindingCode.MISSING_FIELDS,
    FindingCode.EXTRA_FIELDS,
    FindingCode.STRAY_QUOTE,
    FindingCode.TEXT_AFTER_QUOTE,
    FindingCode.UNCLOSED_QUOTE,
    FindingCode.RECORD_TOO_LONG,
    FindingCode.INVALID_ENCODING,
    FindingCode.UNSTORABLE_CHARACTER,
    FindingCode.NUL_CHARACTER,
    FindingCode.EMPTY_COLUMN_NAME
  };

  private FormatAdvice() {}

  static void add(Comparison comparison, Advice advice) {
    CsvOptions csv = comparison.request().options().csv();
    if (csv.encoding() == null && !comparison.of(FindingCode.INVALID_ENCODING).isEmpty()) {
      advice.addAsHint(
          Recommendation.options(
              "If the file is in " + USUAL_OTHER_ENCODING + ", name its encoding.",
              Map.of("encoding", USUAL_OTHER_ENCODING)),
          FindingCode.INVALID_ENCODING);
    }
    if (ColumnAdvice.otherDelimiter(comparison) != null) {
      return;
    }
    boolean quotes =
        !comparison
            .of(FindingCode.STRAY_QUOTE, FindingCode.TEXT_AFTER_QUOTE, FindingCode.UNCLOSED_QUOTE)
            .isEmpty();
    if (csv.quote() != null && quotes) {
      advice.add(
          Recommendation.text(
              "Quote every field that holds a quote, and write the quote inside it twice."),
          FindingCode.STRAY_QUOTE,
          FindingCode.TEXT_AFTER_QUOTE);
    }
    if (!comparison.of(FindingCode.EXTRA_FIELDS).stream().allMatch(Malformed::isRepairable)) {
      advice.add(
          Recommendation.text("Quote every field that holds the delimiter or a line end."),
          FindingCode.EXTRA_FIELDS);
    }
    if (!csv.lenient() && isRepairable(comparison)) {
      advice.add(
          Recommendation.options(
              "Have malformed records read where there is one way only to read them, each with a"
                  + " warning.",
              Map.of("lenient", true)),
          FindingCode.EXTRA_FIELDS,
          FindingCode.MISSING_FIELDS);
    }
  }

  /** Whether all that is malformed would be repaired. */
  private static boolean isRepairable(Comparison comparison) {
    List<Finding> malformed = comparison.of(MALFORMED);
    return !malformed.isEmpty() && malformed.stream().allMatch(Malformed::isRepairable);
  }
}
