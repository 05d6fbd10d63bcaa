package org.datamove.result;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.datamove.catalog.ColumnInfo;
import org.datamove.plan.Evolution;
import org.datamove.plan.PlannedIndex;
import org.datamove.type.PgType;
import org.datamove.validate.finding.Finding;
import org.datamove.validate.finding.FindingCode;
import org.datamove.validate.finding.Findings;
import org.datamove.validate.move.Operation;

/** What the report says of the target: how the file differs from it. */
final class TargetAnalysis {
  private static final String INTEGRITY_VIOLATIONS = "23";

  private static final List<String> VECTORS = List.of("vector", "halfvec", "sparsevec");

  private final Comparison comparison;
  private final List<Evolution.Added> created;

  /**
   * @param created the columns of a new table, else none
   */
  TargetAnalysis(Comparison comparison, List<Evolution.Added> created) {
    this.comparison = comparison;
    this.created = created;
  }

  void addTo(Map<String, Object> target) {
    List<Map<String, Object>> added = added();
    List<Map<String, Object>> removed = removed();
    target.put("columns_added", added);
    target.put("columns_removed", removed);
    target.put(
        "columns_modified",
        comparison.evolution().widened().stream().map(TargetAnalysis::widened).toList());
    target.put("case_conflicts", caseConflicts());
    target.put("type_mismatches", typeMismatches());
    target.put("constraint_violations", constraintViolations());
    target.put("vectors", vectors());
    target.put("indexes", comparison.indexes().stream().map(PlannedIndex::toJson).toList());
    target.put("compatible", comparison.findings().errors() == 0);
    target.put(
        "requires_schema_update",
        comparison.evolution().changesTable() || !added.isEmpty() || !removed.isEmpty());
  }

  private boolean isStrict() {
    return comparison.operation() == Operation.EXISTING_SCHEMA;
  }

  private List<Map<String, Object>> added() {
    if (isStrict()) {
      return comparison.columnsOf(FindingCode.EXTRA_COLUMN).stream()
          .map(name -> added(name, null, null))
          .toList();
    }
    return comparison.evolution().added().stream()
        .map(column -> added(column.name(), column.type().display(), column.note()))
        .toList();
  }

  private static Map<String, Object> added(String name, String type, String note) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", name);
    json.put("data_type", type);
    json.put("note", note);
    return json;
  }

  private List<Map<String, Object>> removed() {
    if (!isStrict()) {
      return comparison.evolution().dropped().stream()
          .map(column -> removed(column.name(), column.lostValues()))
          .toList();
    }
    return comparison.wouldDrop()
        ? comparison.columnsOf(FindingCode.MISSING_COLUMN).stream()
            .map(name -> removed(name, null))
            .toList()
        : List.of();
  }

  /** The columns of pgvector's types, as they are after the move. */
  private List<Map<String, Object>> vectors() {
    Map<String, PgType> types = new LinkedHashMap<>();
    if (comparison.table() != null) {
      comparison.table().columns().forEach(column -> types.put(column.name(), column.baseType()));
    }
    comparison.evolution().dropped().forEach(column -> types.remove(column.name()));
    comparison.evolution().widened().forEach(column -> types.put(column.name(), column.to()));
    comparison.evolution().added().forEach(c -> types.put(c.name(), c.type().base()));
    created.forEach(column -> types.put(column.name(), column.type().base()));
    List<Map<String, Object>> vectors = new ArrayList<>();
    types.forEach(
        (name, type) -> {
          if (VECTORS.stream().anyMatch(type::isPgvector)) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("column", name);
            json.put("data_type", type.name());
            json.put("dimensions", type.typmod() < 1 ? null : type.typmod());
            vectors.add(json);
          }
        });
    return vectors;
  }

  private static Map<String, Object> removed(String name, Long lostValues) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", name);
    json.put("lost_values", lostValues);
    return json;
  }

  private static Map<String, Object> widened(Evolution.Widened column) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", column.name());
    json.put("from", column.from().display());
    json.put("to", column.to().display());
    json.put("reason", column.reason());
    return json;
  }

  private List<Map<String, Object>> caseConflicts() {
    List<Map<String, Object>> conflicts = new ArrayList<>();
    for (String name : comparison.columnsOf(FindingCode.CASE_CONFLICT)) {
      ColumnInfo other = comparison.caseVariant(name);
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("file_column", name);
      json.put("table_column", other == null ? null : other.name());
      conflicts.add(json);
    }
    return conflicts;
  }

  private List<Map<String, Object>> typeMismatches() {
    Map<String, List<Finding>> byColumn =
        comparison.valueErrors().stream()
            .filter(finding -> !isViolation(finding))
            .collect(
                Collectors.groupingBy(Finding::column, LinkedHashMap::new, Collectors.toList()));
    List<Map<String, Object>> mismatches = new ArrayList<>();
    byColumn.forEach(
        (name, findings) -> {
          Finding first = first(findings);
          ColumnInfo column = comparison.column(name);
          Map<String, Object> json = new LinkedHashMap<>();
          json.put("column", name);
          json.put("data_type", column == null ? null : column.type().display());
          json.put("values", occurrences(findings, comparison.findings()));
          json.put("first_line", first.line());
          json.put("example", first.value());
          mismatches.add(json);
        });
    return mismatches;
  }

  private List<Map<String, Object>> constraintViolations() {
    Map<List<String>, List<Finding>> byKind =
        comparison.valueErrors().stream()
            .filter(TargetAnalysis::isViolation)
            .collect(
                Collectors.groupingBy(
                    finding -> Arrays.asList(kind(finding), finding.column(), finding.constraint()),
                    LinkedHashMap::new,
                    Collectors.toList()));
    List<Map<String, Object>> violations = new ArrayList<>();
    byKind.forEach(
        (key, findings) -> {
          Map<String, Object> json = new LinkedHashMap<>();
          json.put("constraint", key.get(2));
          json.put("kind", key.get(0));
          json.put("column", key.get(1));
          json.put("rows", occurrences(findings, comparison.findings()));
          json.put("first_line", first(findings).line());
          violations.add(json);
        });
    return violations;
  }

  private static boolean isViolation(Finding finding) {
    return finding.sqlState() != null && finding.sqlState().startsWith(INTEGRITY_VIOLATIONS);
  }

  /** The word for an SQLSTATE of class 23 (PostgreSQL's manual, "PostgreSQL Error Codes"). */
  private static String kind(Finding finding) {
    return switch (finding.sqlState()) {
      case "23502" -> "not_null";
      case "23503" -> "foreign_key";
      case "23505" -> "unique";
      case "23514" -> "check";
      case "23P01" -> "exclusion";
      default -> "other";
    };
  }

  /** All that were counted for the codes of these findings of one column, kept or not. */
  private static long occurrences(List<Finding> findings, Findings all) {
    return findings.stream()
        .collect(Collectors.toMap(Finding::code, all::occurrences, (one, same) -> one))
        .values()
        .stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  private static Finding first(List<Finding> findings) {
    return findings.stream()
        .filter(finding -> Objects.nonNull(finding.place()))
        .min(Comparator.comparing(Finding::place))
        .orElse(findings.get(0));
  }
}
