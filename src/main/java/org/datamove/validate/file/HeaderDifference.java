package org.datamove.validate.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.datamove.csv.Excerpt;
import org.datamove.csv.FileProblem;
import org.datamove.validate.finding.Finding;
import org.datamove.validate.finding.FindingCode;

/** Findings for a file whose header is not the first file's. */
final class HeaderDifference {
  private static final int MOST_NAMES = 5;
  private static final int NAME_CHARS = 63;

  private HeaderDifference() {}

  static Finding names(FileProblem problem) {
    List<String> parts = new ArrayList<>();
    if (!problem.missing().isEmpty()) {
      parts.add("without " + names(problem.missing()));
    }
    if (!problem.extra().isEmpty()) {
      parts.add("with " + names(problem.extra()));
    }
    return Finding.ofLine(
        FindingCode.HEADER_DIFFERS,
        null,
        problem.place(),
        "header differs from the first file's: " + String.join(", ", parts),
        "Move files with other columns by themselves, with mode \"append\".");
  }

  static Finding order(FileProblem problem) {
    return Finding.ofLine(
            FindingCode.HEADER_DIFFERS,
            null,
            problem.place(),
            "header has the first file's columns in another order",
            null)
        .advise(
            "To read such files by their columns' names, set", Map.of("header_match", "by_name"));
  }

  static Finding reordered(FileProblem problem) {
    return Finding.ofLine(
        FindingCode.HEADER_REORDERED,
        null,
        problem.place(),
        "file is read by name: its columns are in another order than the first file's",
        null);
  }

  private static String names(List<String> names) {
    StringBuilder text = new StringBuilder(names.size() == 1 ? "column " : "columns ");
    for (int i = 0; i < Math.min(names.size(), MOST_NAMES); i++) {
      text.append(i == 0 ? "" : ", ").append('"');
      text.append(Excerpt.orWhole(names.get(i).replace('\n', ' ').replace('\r', ' '), NAME_CHARS));
      text.append('"');
    }
    int others = names.size() - MOST_NAMES;
    return text + (others > 0 ? " and " + others + " more" : "");
  }
}
