package org.datamove.result;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.datamove.catalog.TableInfo;
import org.datamove.json.Json;
import org.datamove.plan.Evolution;
import org.datamove.validate.change.DependentRule;
import org.datamove.validate.finding.FindingCode;
import org.datamove.validate.finding.Findings;
import org.datamove.validate.move.Operation;

/** Where the columns of file and table are not the same. */
final class ColumnAdvice {
  private static final int MOST_NAMES = 5;
  private static final List<String> DELIMITERS = List.of(",", ";", "\t", "|");

  /** What comes of reading with a wrong delimiter. */
  private static final FindingCode[] MISREAD = {
    FindingCode.EXTRA_COLUMN,
    FindingCode.MISSING_COLUMN,
    FindingCode.UNRELATED_FILE,
    FindingCode.DROP_NOT_ALLOWED,
    FindingCode.STRAY_QUOTE,
    FindingCode.TEXT_AFTER_QUOTE,
    FindingCode.UNCLOSED_QUOTE,
    FindingCode.EXTRA_FIELDS,
    FindingCode.MISSING_FIELDS
  };

  private ColumnAdvice() {}

  static void add(Comparison comparison, Advice advice) {
    String delimiter = otherDelimiter(comparison);
    if (delimiter != null) {
      advice.addAsHint(
          Recommendation.options(
              "Read the file with "
                  + Json.write(delimiter)
                  + " between its fields: its names are then the table's.",
              Map.of("delimiter", delimiter)),
          MISREAD);
    } else if (comparison.operation() == Operation.EXISTING_SCHEMA && canFollow(comparison)) {
      followTheFile(comparison, advice);
    }
    List<String> lost =
        comparison.evolution().dropped().stream()
            .filter(Evolution.Dropped::losesValues)
            .map(Evolution.Dropped::name)
            .toList();
    boolean canStay =
        comparison.evolution().dropped().stream()
            .allMatch(column -> comparison.canBeMissing(column.name()));
    if (!lost.isEmpty() && canStay) {
      advice.add(
          Recommendation.options(
              "Keep " + columns(lost) + " of the table, with NULL or their defaults in all rows.",
              Map.of("missing_columns", "keep")),
          FindingCode.DROPPED_WITH_COLUMN,
          FindingCode.DROPPED_VALUES);
    }
  }

  /** The delimiter with which the header is the table's names, or more of them; null for none. */
  static String otherDelimiter(Comparison comparison) {
    TableInfo table = comparison.table();
    if (table == null || comparison.header().isEmpty()) {
      return null;
    }
    String delimiter = comparison.dialect().delimiter();
    String line = String.join(delimiter, comparison.header());
    long known = comparison.header().stream().filter(name -> table.column(name) != null).count();
    for (String other : DELIMITERS) {
      String[] names = line.split(Pattern.quote(other), -1);
      boolean all = Stream.of(names).allMatch(name -> table.column(name) != null);
      if (!other.equals(delimiter) && all && names.length > Math.max(1, known)) {
        return other;
      }
    }
    return null;
  }

  /**
   * Whether a {@code new_schema} move would be let: the caller owns the table, the file has to do
   * with it, its key and most of its columns stay, and nothing depends on those that go.
   */
  private static boolean canFollow(Comparison comparison) {
    TableInfo table = comparison.table();
    Set<String> gone =
        comparison.wouldDrop()
            ? new LinkedHashSet<>(comparison.columnsOf(FindingCode.MISSING_COLUMN))
            : Set.of();
    boolean keyGoes =
        table.primaryKey() != null
            && table.primaryKey().columns().stream().anyMatch(gone::contains);
    Findings inTheWay = new Findings(1);
    DependentRule.check(table, gone, Set.of(), false, inTheWay);
    return table.privileges().owner()
        && !keyGoes
        && gone.size() * 2 <= table.columns().size()
        && inTheWay.errors() == 0;
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
      advice.addAsHint(
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
