package org.datamove.result;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.datamove.catalog.ColumnInfo;
import org.datamove.json.Json;
import org.datamove.plan.Remedy;
import org.datamove.type.DateOrder;
import org.datamove.type.PgType;
import org.datamove.type.text.NumberedDate;
import org.datamove.validate.finding.Finding;
import org.datamove.validate.finding.FindingCode;

/** Where values do not fit their columns: a wider type, another reading, or a correction. */
final class ValueAdvice {
  private static final Set<String> WORDS_FOR_NULL =
      Set.of("n/a", "#n/a", "na", "null", "none", "nil", "-", "?", "\\n");
  private static final Pattern DECIMAL = Pattern.compile(" *[+-]?[0-9]*\\.[0-9]+ *");
  private static final Pattern WHOLE = Pattern.compile(" *[+-]?[0-9]{1,18} *");

  private final Comparison comparison;
  private final Advice advice;

  private ValueAdvice(Comparison comparison, Advice advice) {
    this.comparison = comparison;
    this.advice = advice;
  }

  static void add(Comparison comparison, Advice advice) {
    ValueAdvice values = new ValueAdvice(comparison, advice);
    values.wordForNull();
    comparison.valueErrors().stream()
        .collect(Collectors.groupingBy(Finding::column, LinkedHashMap::new, Collectors.toList()))
        .forEach(values::column);
    values.dates();
    comparison.columnsOf(FindingCode.VALUE_ALTERED).forEach(values::altered);
  }

  private void altered(String name) {
    ColumnInfo column = comparison.column(name);
    if (column == null) {
      return;
    }
    PgType type = column.type();
    boolean rounds =
        type.isBuiltIn("float4")
            || type.isBuiltIn("float8")
            || (type.isBuiltIn("numeric") && type.typmod() >= 0);
    if (rounds) {
      alter(column, "Let column \"" + name + "\" keep every digit.", "numeric");
    }
  }

  /** The words that usually stand for a missing value, besides what is NULL already. */
  private void wordForNull() {
    Set<String> words =
        comparison.of(FindingCode.INVALID_VALUE).stream()
            .filter(finding -> isWordForNull(finding.value()))
            .filter(finding -> takesNull(finding.column()))
            .map(Finding::value)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    if (words.isEmpty()) {
      return;
    }
    List<String> nulls = new ArrayList<>(comparison.request().options().csv().nulls());
    nulls.addAll(words);
    advice.addAsHint(
        Recommendation.options(
            words.stream().map(Json::write).collect(Collectors.joining(", ", "Read ", " as NULL.")),
            Map.of("null", nulls)));
  }

  private boolean takesNull(String name) {
    ColumnInfo column = comparison.column(name);
    return column == null || column.nullable();
  }

  private static boolean isWordForNull(String value) {
    return value != null && WORDS_FOR_NULL.contains(value.toLowerCase(Locale.ROOT));
  }

  private void column(String name, List<Finding> findings) {
    ColumnInfo column = comparison.column(name);
    if (column == null || column.type().kind() != 'b') {
      return;
    }
    Map<FindingCode, List<Finding>> byCode =
        findings.stream()
            .collect(Collectors.groupingBy(Finding::code, LinkedHashMap::new, Collectors.toList()));
    byCode.forEach(
        (code, same) -> {
          switch (code) {
            case VALUE_TOO_LONG -> longer(column, same);
            case VALUE_OUT_OF_RANGE -> wider(column, same);
            case INVALID_VALUE -> decimals(column, same);
            case NULL_NOT_ALLOWED -> nullable(column);
            default -> {}
          }
        });
  }

  private void longer(ColumnInfo column, List<Finding> findings) {
    PgType type = column.type();
    if (!type.isBuiltIn("varchar") && !type.isBuiltIn("bpchar")) {
      return;
    }
    int longest =
        findings.stream()
            .mapToInt(finding -> finding.value().codePointCount(0, finding.value().length()))
            .max()
            .orElseThrow();
    boolean known = isWhole(findings);
    String kind = type.isBuiltIn("bpchar") ? "character(" : "character varying(";
    alter(
        column,
        known
            ? "Widen column \"" + column.name() + "\" to " + longest + " characters."
            : "Lift the limit of column \"" + column.name() + "\".",
        known ? kind + longest + ")" : "text");
  }

  private void wider(ColumnInfo column, List<Finding> findings) {
    PgType type = column.type();
    String wider = null;
    if (type.isBuiltIn("int2") || type.isBuiltIn("int4")) {
      wider = isWhole(findings) && all(findings, WHOLE) ? "bigint" : "numeric";
    } else if (type.isBuiltIn("int8") || (type.isBuiltIn("numeric") && type.typmod() >= 0)) {
      wider = "numeric";
    } else if (type.isBuiltIn("float4")) {
      wider = "double precision";
    }
    if (wider != null) {
      alter(column, "Widen column \"" + column.name() + "\" to " + wider + ".", wider);
    }
  }

  private void decimals(ColumnInfo column, List<Finding> findings) {
    PgType type = column.type();
    boolean whole = type.isBuiltIn("int2") || type.isBuiltIn("int4") || type.isBuiltIn("int8");
    List<Finding> others =
        findings.stream().filter(finding -> !isWordForNull(finding.value())).toList();
    if (whole && !others.isEmpty() && all(others, DECIMAL)) {
      alter(column, "Let column \"" + column.name() + "\" hold decimals.", "numeric");
    }
  }

  /** The order in which every date of the file is one, if there is one. */
  private void dates() {
    if (comparison.findings().areDatesProven()) {
      return;
    }
    List<NumberedDate> dates =
        comparison.valueErrors().stream()
            .filter(finding -> finding.value() != null && holdsDates(finding.column()))
            .map(finding -> NumberedDate.of(finding.value()))
            .filter(Objects::nonNull)
            .toList();
    boolean dayFirst = dates.stream().anyMatch(date -> date.proves(DateOrder.DMY));
    boolean monthFirst = dates.stream().anyMatch(date -> date.proves(DateOrder.MDY));
    if (dayFirst && !monthFirst) {
      advice.add(
          Recommendation.sql(
              "Have dates read with the day before the month.", DateOrder.DMY.statement()));
    } else if (monthFirst && !dayFirst) {
      advice.add(
          Recommendation.sql(
              "Have dates read with the month before the day.", DateOrder.MDY.statement()));
    }
  }

  private boolean holdsDates(String name) {
    ColumnInfo column = comparison.column(name);
    return column != null && column.type().kind() == 'b' && column.type().holdsDates();
  }

  private void nullable(ColumnInfo column) {
    boolean key =
        comparison.table().primaryKey() != null
            && comparison.table().primaryKey().columns().contains(column.name());
    // A partition keeps what its parent says.
    if (key || column.identity() != null || comparison.table().isPartition()) {
      advice.add(
          Recommendation.text(
              "Give column \"" + column.name() + "\" a value on every line: it cannot hold NULL."));
    } else {
      advice.add(
          Recommendation.sql(
              "Let column \"" + column.name() + "\" hold NULL.",
              Remedy.dropNotNull(comparison.table(), column.name())));
    }
  }

  private void alter(ColumnInfo column, String text, String type) {
    advice.add(Recommendation.sql(text, Remedy.alterType(comparison.table(), column.name(), type)));
  }

  /** Whether these findings of one column and code are all there are, with uncut values. */
  private boolean isWhole(List<Finding> findings) {
    return comparison.findings().occurrences(findings.get(0)) == findings.size()
        && findings.stream().noneMatch(finding -> finding.value().endsWith("…"));
  }

  private static boolean all(List<Finding> findings, Pattern pattern) {
    return findings.stream().allMatch(finding -> pattern.matcher(finding.value()).matches());
  }
}
