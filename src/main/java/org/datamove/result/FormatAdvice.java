package org.datamove.result;

import java.util.List;
import java.util.Map;
import org.datamove.request.CsvOptions;
import org.datamove.validate.FindingCode;
import org.datamove.validate.Malformed;

/** Where the file may be written in another way than it was read. */
final class FormatAdvice {
  private static final String USUAL_OTHER_ENCODING = "windows-1252";

  private FormatAdvice() {}

  static void add(Comparison comparison, Advice advice) {
    CsvOptions csv = comparison.request().options().csv();
    if (csv.encoding() == null && !comparison.of(FindingCode.INVALID_ENCODING).isEmpty()) {
      advice.add(
          Recommendation.options(
              "The file is not in UTF-8: name its encoding, for example "
                  + USUAL_OTHER_ENCODING
                  + ".",
              Map.of("encoding", USUAL_OTHER_ENCODING)),
          FindingCode.INVALID_ENCODING);
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
      advice.add(
          Recommendation.options(
              "If quotes are ordinary characters of this file, read it without quoting.",
              Map.of("quote", "none")));
    }
    if (!comparison.of(FindingCode.EXTRA_FIELDS).stream().allMatch(Malformed::isRepairable)) {
      advice.add(
          Recommendation.text("Quote every field that holds the delimiter or a line end."),
          FindingCode.EXTRA_FIELDS);
    }
    if (!csv.lenient() && isRepairable(comparison)) {
      advice.add(
          Recommendation.options(
              "Have malformed records repaired where their values are certain, each with a warning:"
                  + " what is missing is NULL, empty fields behind the last column are left out, and"
                  + " stray quotes stay.",
              Map.of("lenient", true)),
          FindingCode.EXTRA_FIELDS,
          FindingCode.MISSING_FIELDS);
    }
    boolean ragged = !comparison.of(FindingCode.EXTRA_FIELDS, FindingCode.MISSING_FIELDS).isEmpty();
    if (ragged && !comparison.delimiterDetected()) {
      advice.add(
          Recommendation.options(
              "If the file has another delimiter than the one given, let it be detected.",
              Map.of("delimiter", "auto")));
    }
  }

  private static boolean isRepairable(Comparison comparison) {
    List<String> header = comparison.header();
    boolean endsEmpty =
        header.stream().anyMatch(name -> !name.isEmpty())
            && header.get(header.size() - 1).isEmpty();
    return endsEmpty || comparison.findings().sorted().stream().anyMatch(Malformed::isRepairable);
  }
}
