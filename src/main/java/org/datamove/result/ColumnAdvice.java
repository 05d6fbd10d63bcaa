package org.datamove.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.datamove.plan.Evolution;
import org.datamove.validate.FindingCode;
import org.datamove.validate.Operation;

/** Where the columns of file and table are not the same. */
final class ColumnAdvice {
  private static final int MOST_NAMES = 5;

  private ColumnAdvice() {}

  static void add(Comparison comparison, Advice advice) {
    if (comparison.operation() == Operation.EXISTING_SCHEMA) {
      followTheFile(comparison, advice);
    }
    List<String> lost =
        comparison.evolution().dropped().stream()
            .filter(Evolution.Dropped::losesValues)
            .map(Evolution.Dropped::name)
            .toList();
    if (!lost.isEmpty()) {
      advice.add(
          Recommendation.options(
              "If the table is to keep " + columns(lost) + ", set missing_columns to \"keep\".",
              Map.of("missing_columns", "keep")),
          FindingCode.DROPPED_WITH_COLUMN,
          FindingCode.DROPPED_VALUES);
    }
  }

  private static void followTheFile(Comparison comparison, Advice advice) {
    List<String> does = new ArrayList<>();
    List<String> extra = comparison.columnsOf(FindingCode.EXTRA_COLUMN);
    if (!extra.isEmpty()) {
      does.add("adds " + columns(extra));
    }
    List<String> missing =
        comparison.wouldDrop()
            ? comparison.columnsOf(FindingCode.MISSING_COLUMN)
            : List.<String>of();
    if (!missing.isEmpty()) {
      String whose = missing.size() == 1 ? " with its values" : " with their values";
      does.add("drops " + columns(missing) + whose);
    }
    if (!does.isEmpty()) {
      advice.add(
          Recommendation.argument(
              "Let the table follow the file: new_schema " + String.join(" and ", does) + ".",
              "move_type",
              "new_schema"),
          FindingCode.EXTRA_COLUMN,
          FindingCode.MISSING_COLUMN);
    }
  }

  private static String columns(List<String> names) {
    String list =
        names.stream()
            .limit(MOST_NAMES)
            .map(name -> "\"" + name + "\"")
            .collect(Collectors.joining(", "));
    return (names.size() == 1 ? "column " : "columns ")
        + list
        + (names.size() > MOST_NAMES ? " and " + (names.size() - MOST_NAMES) + " more" : "");
  }
}
